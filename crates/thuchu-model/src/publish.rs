//! What a published version says, made from the draft that was approved.

use crate::{
    Appearance, CheckContent, ClaimText, ClaimTextError, Day, DraftContent, DraftText, EditorName, Evidence, Lang,
    Licence, RatingKey, RatingScale, RatingShown, Reply, ReplyStated, Seen, SourceShown, Timestamp, Translation,
    Wording,
};

/// What a version needs beside its draft.
#[derive(Debug, Clone)]
pub struct Publishing<'a> {
    /// The scale that the rating is of.
    pub scale: &'a RatingScale,
    /// The names of those who sign; none means that the desk signs.
    pub byline: Vec<String>,
    /// The day the check was first published; it stays the same over all versions.
    pub first_published: Day,
    /// The licence of a text that has none of its own: that of the desk.
    pub licence: Option<String>,
    /// How far the desk's day is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

/// Why no version can be made of a draft. The publish gate has seen to everything else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    /// The claim is none, in this language.
    #[error("the claim in {lang}: {why}")]
    Claim {
        /// Which language.
        lang: Lang,
        /// What is wrong with it.
        why: ClaimTextError,
    },
    /// The rating is not of the desk's scale (any more).
    #[error("the scale has no rating {0:?}")]
    Rating(Option<RatingKey>),
    /// The licence chosen for it is none.
    #[error("{0:?} is no licence")]
    Licence(String),
}

/// The content of the version that this draft becomes. Blank texts are left out; a language without any words is none.
///
/// # Errors
/// [`NotPublishable`].
pub fn content_of(draft: &DraftContent, with: &Publishing<'_>) -> Result<CheckContent, NotPublishable> {
    let key = draft.rating.clone();
    let rating = key.as_ref().and_then(|key| with.scale.get(key)).ok_or(NotPublishable::Rating(key.clone()))?;
    let mut claims = vec![wording(&draft.lang, &draft.text.claim)?];
    let mut translations = Vec::new();
    for (lang, text) in &draft.translations {
        if !text.claim.trim().is_empty() {
            claims.push(wording(lang, &text.claim)?);
        }
        translations.extend(translation(lang, text));
    }
    let appearances = match &draft.seen {
        Seen::Publicly(places) => places.iter().map(appearance).collect(),
        Seen::NotStated | Seen::ForwardedOriginUnknown => Vec::new(),
    };
    Ok(CheckContent {
        claims,
        lang: draft.lang.clone(),
        title: said(&draft.text.title),
        summary: said(&draft.text.summary),
        body: said(&draft.text.body),
        translations,
        rating: RatingShown {
            label: rating.label(&draft.lang).to_owned(),
            key,
            value: rating.value,
            scale: Some(with.scale.name.clone()),
            original: None,
            explanation: said(&draft.text.explanation),
        },
        claimant: None,
        claim_date: draft.claim_date,
        review_date: Some(with.first_published),
        appearances,
        evidence: draft.evidence.iter().map(source).collect(),
        unquoted: draft.unquoted.as_deref().and_then(said),
        licence: licence(draft, with)?,
        topic: draft.topic.map(|topic| topic.as_str().to_owned()),
        pictures: draft.pictures.clone(),
        forwarded: draft.seen == Seen::ForwardedOriginUnknown,
        reply: reply(&draft.reply, with.utc_offset_minutes),
        byline: with.byline.clone(),
    })
}

/// Its own, else that of the desk.
fn licence(draft: &DraftContent, with: &Publishing<'_>) -> Result<Option<String>, NotPublishable> {
    let Some(own) = &draft.licence else { return Ok(with.licence.clone()) };
    let own = Licence::parse(own).map_err(|_| NotPublishable::Licence(own.clone()))?;
    Ok(Some(own.as_str().to_owned()))
}

fn wording(lang: &Lang, text: &str) -> Result<Wording, NotPublishable> {
    let text = ClaimText::parse(text).map_err(|why| NotPublishable::Claim { lang: lang.clone(), why })?;
    Ok(Wording { lang: lang.clone(), text })
}

fn translation(lang: &Lang, text: &DraftText) -> Option<Translation> {
    let translation = Translation {
        lang: lang.clone(),
        title: said(&text.title),
        summary: said(&text.summary),
        explanation: said(&text.explanation),
        body: said(&text.body),
    };
    let any = [&translation.title, &translation.summary, &translation.explanation, &translation.body];
    any.iter().any(|text| text.is_some()).then_some(translation)
}

/// A page by its address; of a social host only its name and the month (`facebook, 2026-11`).
fn appearance(seen: &Appearance) -> String {
    match seen {
        Appearance::Page(url) => url.clone(),
        Appearance::Social { platform, month } => {
            let (year, month, _) = month.parts();
            format!("{platform}, {year:04}-{month:02}")
        }
    }
}

fn source(evidence: &Evidence) -> SourceShown {
    SourceShown {
        url: evidence.url.clone(),
        title: said(&evidence.title),
        publisher: evidence.publisher.as_deref().and_then(said),
        date: evidence.date,
        quote: evidence.quote.as_deref().and_then(said),
        bearing: Some(evidence.bearing),
        sha256: evidence.snapshot.map(|snapshot| snapshot.sha256),
        capture: evidence.snapshot.map(|snapshot| snapshot.capture),
        copied: evidence.snapshot.map(|snapshot| snapshot.at),
        primary: evidence.primary,
    }
}

fn reply(reply: &Reply, utc_offset_minutes: i32) -> Option<ReplyStated> {
    let day = |at: &Timestamp| at.plus_seconds(i64::from(utc_offset_minutes) * 60).day();
    match reply {
        Reply::NotStated => None,
        Reply::Asked { at } => day(at).map(|day| ReplyStated::Asked { day }),
        Reply::Received { at } => day(at).map(|day| ReplyStated::Received { day }),
        Reply::NotAsked { why } => said(why).map(|why| ReplyStated::NotAsked { why }),
    }
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// How an editor signs in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Byline {
    /// Not at all: the desk signs.
    #[default]
    Desk,
    /// By name.
    Name,
    /// By initials.
    Initials,
}

impl Byline {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Desk, Self::Name, Self::Initials];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Name => "name",
            Self::Initials => "initials",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|byline| byline.as_str() == text)
    }

    /// What stands under a check for somebody of this name: `Nguyễn Văn An`, `N.V.A.`, or nothing.
    pub fn of(self, name: &EditorName) -> Option<String> {
        match self {
            Self::Desk => None,
            Self::Name => Some(name.as_str().to_owned()),
            Self::Initials => {
                let first = |word: &str| word.chars().next().map(|letter| format!("{}.", letter.to_uppercase()));
                Some(name.as_str().split_whitespace().filter_map(first).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::tests::with;
    use crate::{Bearing, EvidenceId, Timestamp, Topic};

    fn published(draft: &DraftContent) -> Result<CheckContent, NotPublishable> {
        let scale = RatingScale::built_in();
        let day = Day::parse("2026-11-25").unwrap();
        content_of(
            draft,
            &Publishing { scale: &scale, byline: vec![], first_published: day, licence: None, utc_offset_minutes: 420 },
        )
    }

    #[test]
    fn a_version_says_what_its_draft_says_and_nothing_of_the_desks_notes() {
        let draft = with(|draft| {
            draft.text.explanation = " Luật không nói vậy. ".into();
            draft.topic = Some(Topic::Policy);
            draft.seen = Seen::Publicly(vec![
                Appearance::Page("https://bao.vn/1".into()),
                Appearance::Social { platform: "facebook".into(), month: Day::parse("2026-11-01").unwrap() },
            ]);
            draft.reply = Reply::Asked { at: Timestamp::parse("2026-11-20").unwrap() };
            draft.evidence[0].note = Some("gọi lại cho anh Ba".into());
            let english = DraftText { claim: "Everybody must change".into(), ..DraftText::default() };
            draft.translations = vec![(Lang::en(), english), (Lang::parse("fr").unwrap(), DraftText::default())];
        });
        let content = published(&draft.content).unwrap();
        assert_eq!(content.appearances, ["https://bao.vn/1", "facebook, 2026-11"]);
        assert_eq!(content.reply, Some(ReplyStated::Asked { day: Day::parse("2026-11-20").unwrap() }));
        assert_eq!((content.claims.len(), content.translations.len()), (2, 0), "a language without words is none");
        assert_eq!(content.rating.explanation.as_deref(), Some("Luật không nói vậy."));
        assert_eq!((content.rating.label.as_str(), content.topic.as_deref()), ("Sai sự thật", Some("policy")));
        assert!(!content.canonical().contains("anh Ba") && !content.forwarded);
    }

    #[test]
    fn what_the_scale_or_a_claim_does_not_allow_is_refused() {
        let unknown = with(|draft| draft.rating = RatingKey::parse("so_so").ok());
        assert!(matches!(published(&unknown.content), Err(NotPublishable::Rating(Some(_)))));
        let long = with(|draft| draft.text.claim = "ạ".repeat(4_001));
        assert!(matches!(published(&long.content), Err(NotPublishable::Claim { .. })));
    }

    #[test]
    fn a_check_has_the_desks_licence_until_an_editor_gives_it_its_own() {
        let scale = RatingScale::built_in();
        let desk = Publishing {
            scale: &scale,
            byline: vec![],
            first_published: Day::parse("2026-11-25").unwrap(),
            licence: Some("CC-BY-4.0".to_owned()),
            utc_offset_minutes: 420,
        };
        let of = |own: Option<&str>| {
            let draft = with(|draft| draft.licence = own.map(str::to_owned));
            content_of(&draft.content, &desk).map(|content| content.licence.unwrap_or_default())
        };
        assert_eq!(of(None).unwrap(), "CC-BY-4.0");
        for (own, stated) in [("CC-BY-SA-4.0", "CC-BY-SA-4.0"), ("https://a.vn/l", "https://a.vn/l")] {
            assert_eq!(of(Some(own)).unwrap(), stated);
        }
        assert_eq!(of(Some("GPL-3.0")), Err(NotPublishable::Licence("GPL-3.0".to_owned())));
    }

    #[test]
    fn a_source_keeps_its_bearing_and_the_hash_of_our_copy() {
        let mut draft = with(|_| {});
        draft.content.evidence[0].id = EvidenceId::from_bytes([9; 16]);
        let source = published(&draft.content).unwrap().evidence.remove(0);
        assert_eq!(source.bearing, Some(Bearing::Refutes));
        assert_eq!(source.sha256, draft.content.evidence[0].snapshot.map(|snapshot| snapshot.sha256));
    }

    #[test]
    fn an_editor_signs_by_name_by_initials_or_as_the_desk() {
        let name = EditorName::parse("nguyễn Văn Ân").unwrap();
        assert_eq!(
            Byline::ALL.map(|byline| byline.of(&name)),
            [None, Some("nguyễn Văn Ân".to_owned()), Some("N.V.Â.".to_owned())]
        );
    }
}
