//! The nouns of the desk and their rules, as pure functions.
//!
//! What lives here: ids, time and chance as arguments, checks and their origin, publishers and trust, reviews with
//! the two-person rule and the publish gate, ratings and scales, evidence, corrections, editors, the links of the
//! audit chain, jobs. What does not: input and output, SQL, the real clock, real randomness, the folding of text.

pub mod appeal;
pub mod audit;
pub mod chance;
pub mod check;
pub mod claim;
pub mod cluster;
pub mod colour;
pub mod content;
pub mod desk_settings;
pub mod draft;
pub mod editor;
pub mod evidence;
pub mod gate;
pub mod hash;
pub mod ids;
pub mod job;
pub mod label_map;
pub mod lang;
pub mod licence;
pub mod login;
pub mod may;
pub mod message;
pub mod own_page;
pub mod public_id;
pub mod publish;
pub mod publisher;
pub mod rating;
pub mod receipt;
pub mod retention;
pub mod review;
pub mod secret;
mod small;
pub mod time;
pub mod topic;

pub use appeal::{APPEAL_WORKING_DAYS, Appeal, AppealKind, AppealState, AppealText, OwnWork, Withdrawal, may_decide};
pub use audit::{AuditAct, AuditEntry, AuditObject};
pub use chance::Chance;
pub use check::{Check, CheckOrigin, CheckState, Perishable, WithdrawReason, holds_until};
pub use claim::{Claim, ClaimText, ClaimTextError};
pub use cluster::{ClosingReason, Cluster, ClusterState, ClusterWording};
pub use colour::{Accent, Colour, TooFaint};
pub use content::{
    CheckContent, CheckText, OriginalNumbers, RatingShown, ReplyStated, SourceShown, Translation, Wording,
    canonical_json,
};
pub use desk_settings::{Counting, DeskSettings, InBoth, Languages, Logo, Thresholds, ThresholdsRefused};
pub use draft::{
    ChangeKind, ChangeNote, DraftContent, DraftText, Evidence, MediaRating, MethodStep, PictureReviewed, Place, Reply,
    Seen, TextField,
};
pub use editor::{Editor, EditorName, EditorNameError, Role};
pub use evidence::{
    Appearance, Bearing, Capture, CaptureFile, CaptureWay, FileRole, Finding, Look, Snapshot, SourceFacts,
};
pub use gate::{Copied, Copies, DeskPages, NotReady, publish_gate};
pub use hash::Sha256Hash;
pub use ids::*;
pub use job::{Effect, Job, JobKind, Outbox};
pub use label_map::{LabelMap, LabelMapError};
pub use lang::{Lang, LangError};
pub use licence::{Licence, NoLicence};
pub use may::{Act, is_fresh, may};
pub use message::{AnswerOwed, Message, MessagePicture, MessageText, ReplyTo, Way};
pub use own_page::{OwnPage, ShownIn};
pub use public_id::{PublicId, PublicIdError};
pub use publish::{Byline, NotPublishable, Publishing, content_of};
pub use publisher::{
    Affiliation, Publisher, Site, SiteError, Trust, TrustChange, TrustProposal, TrustRefused, change_trust,
};
pub use rating::{Rating, RatingKey, RatingKeyError, RatingScale, RatingValue, ScaleError, ScaleRef};
pub use receipt::ReceiptCode;
pub use retention::{Cutoffs, Retention};
pub use review::{Approval, Draft, Review, ReviewState, StepRefused, approve, approve_submitted};
pub use secret::{Secret, Token};
pub use small::{LEAST_ASKERS, LEAST_DAYS, Told};
pub use time::{Clock, Day, Timestamp};
pub use topic::Topic;
