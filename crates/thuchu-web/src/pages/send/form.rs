//! What the form holds: shown, and as it comes in.

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use futures_util::Stream;
use thuchu_app::intake::{PictureCleaner, SentPicture};
use thuchu_model::{Message as Sent, Sha256Hash};
use thuchu_say::{self as say, Message};

use super::door::{BITS, Opens};
use super::multipart::Parts;
use crate::error::Fault;
use crate::site::Site;

/// Bytes of one picture.
pub(crate) const MOST_PICTURE: usize = 10 * 1024 * 1024;
/// Bytes of a text, four to each of its characters.
const MOST_TEXT: usize = Sent::MOST_CHARACTERS * 4 + 1_000;
/// Bytes of any other field.
const MOST_FIELD: usize = 8 * 1024;
/// A picture is read in steps of this, each of which needs room.
const STEP: usize = 1 << 20;

/// The form as a page shows it.
pub(crate) struct SendForm {
    pub(crate) text: String,
    pub(crate) link: String,
    pub(crate) email: String,
    pub(crate) tell: bool,
    pub(crate) wrong: Vec<WrongField>,
    pub(crate) token: String,
    /// Answers can go out by mail.
    pub(crate) mail: bool,
    /// Pictures are taken.
    pub(crate) pictures: bool,
    pub(crate) pictures_hint: Message,
    /// The script that does the sum, under load.
    pub(crate) script: Option<String>,
    pub(crate) bits: u32,
}

/// What is wrong with a field.
pub(crate) struct WrongField {
    pub(crate) field: &'static str,
    pub(crate) text: Message,
}

impl SendForm {
    /// The form with this text in it.
    pub(crate) fn with_text(site: &Site, text: &str) -> Self {
        Self::of(site, Typed { text: text.to_owned(), ..Typed::default() })
    }

    /// The form with all that was typed.
    pub(crate) fn of(site: &Site, typed: Typed) -> Self {
        let ways = site.steps.intake.ways();
        let now = site.clock.now();
        Self {
            text: typed.text,
            link: typed.link,
            email: typed.email,
            tell: typed.tell,
            wrong: Vec::new(),
            token: site.door.token(now, &*site.steps.desk.chance),
            mail: ways.mail,
            pictures: ways.pictures.is_some(),
            pictures_hint: say::send_pictures_hint(Sent::MOST_PICTURES as u64, MOST_PICTURE as u64),
            script: site.door.is_busy(now).then(|| site.assets.send_script.clone()),
            bits: BITS,
        }
    }

    /// Whether something is wrong with this field.
    pub(crate) fn is_wrong(&self, field: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong.field == field)
    }
}

/// The form as it came in.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) text: String,
    pub(crate) link: String,
    pub(crate) email: String,
    pub(crate) tell: bool,
    token: String,
    proof: String,
    pub(crate) pictures: Vec<SentPicture>,
    /// What stops it.
    pub(crate) wrong: Option<WrongField>,
    /// The token may be shown again, and how long it takes then.
    pub(crate) wait: Option<(u64, Option<String>)>,
}

impl Typed {
    /// Reads a form to its end. Pictures are cleaned one by one as they come, so one at a time is in memory as it was
    /// sent; behind something wrong, and before a door that is shut, they are passed over. `shut`: a token is needed.
    pub(crate) async fn read(site: &Site, head: &HeaderMap, body: Body, shut: bool) -> Result<Self, Fault> {
        let mut parts = Parts::of(head, body)?;
        let mut typed = Self::default();
        let mut shut = shut;
        while let Some(name) = parts.next().await? {
            match name.as_str() {
                "text" => typed.text = parts.text(MOST_TEXT).await?.replace("\r\n", "\n"),
                "link" => typed.link = parts.text(MOST_FIELD).await?,
                "email" => typed.email = parts.text(MOST_FIELD).await?,
                "token" => typed.token = parts.text(MOST_FIELD).await?,
                "proof" => typed.proof = parts.text(MOST_FIELD).await?,
                "tell" => typed.tell = parts.text(MOST_FIELD).await? == "yes",
                "pictures" => {
                    if std::mem::take(&mut shut) {
                        typed.knock(site);
                    }
                    if typed.wrong.is_none() {
                        typed.picture(site, &mut parts).await?;
                    }
                }
                _ => {}
            }
        }
        if shut {
            typed.knock(site);
        }
        Ok(typed)
    }

    /// Shows the token at the door.
    fn knock(&mut self, site: &Site) {
        let opens = site.door.open(&self.token, &self.proof, site.clock.now());
        let (seconds, again) = match opens {
            Opens::Yes => return,
            Opens::In(seconds) => (seconds, Some(self.token.clone())),
            Opens::Never => (30, None),
        };
        self.wait = Some((seconds, again));
        self.wrong = Some(WrongField { field: "text", text: say::send_wait(seconds) });
    }

    async fn picture<S>(&mut self, site: &Site, parts: &mut Parts<S>) -> Result<(), Fault>
    where
        S: Stream<Item = Result<Bytes, Fault>> + Unpin,
    {
        let wrong = |text| Some(WrongField { field: "pictures", text });
        let (mut bytes, mut room) = (Vec::new(), Vec::new());
        while let Some(piece) = parts.piece().await? {
            if bytes.len() + piece.len() > MOST_PICTURE {
                self.wrong = wrong(say::picture_too_large(MOST_PICTURE as u64));
                return Ok(());
            }
            while room.len() * STEP < bytes.len() + piece.len() {
                let more = site.picture_room.clone().try_acquire_owned();
                room.push(more.map_err(|_| Fault::Busy)?);
            }
            bytes.extend_from_slice(&piece);
        }
        // A file field in which nothing was chosen is sent empty.
        if bytes.is_empty() {
            return Ok(());
        }
        let Some(cleaner) = &site.steps.intake.ways().pictures else {
            self.wrong = wrong(say::send_no_pictures());
            return Ok(());
        };
        if self.pictures.len() >= Sent::MOST_PICTURES {
            self.wrong = wrong(say::send_too_many_pictures(Sent::MOST_PICTURES as u64));
            return Ok(());
        }
        let received = Sha256Hash::of(&bytes);
        match PictureCleaner::clean(&**cleaner, bytes).await {
            Ok(clean) => self.pictures.push(SentPicture { received, clean }),
            Err(refused) if refused.later => return Err(Fault::Busy),
            Err(refused) => self.wrong = wrong(refused.text),
        }
        Ok(())
    }
}
