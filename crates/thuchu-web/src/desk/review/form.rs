//! The form of a review: a draft as fields, and fields as a draft.
//!
//! Lists are repeated fields, the n-th of each name belonging together; an entry whose fields are all empty is none, and
//! the page always has one empty entry more. What the form does not know (approvals, states, numbers) cannot be sent.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use thuchu_model::{
    Appearance, Bearing, Chance, ChangeKind, ChangeNote, Day, DraftContent, DraftText, Evidence, EvidenceId, Lang,
    MediaRating, MethodStep, PictureReviewed, RatingKey, Reply, Seen, TextField, Timestamp, Topic,
};

use crate::error::Fault;
use crate::pages::form::Whole;

/// Most bytes of the form: both languages at their longest, three bytes to each letter once encoded.
const MOST_BYTES: u64 = 1024 * 1024;

/// The choice of a licence that is not on the list.
pub(super) const OTHER_LICENCE: &str = "other";

/// A posted form, field by field in the order it came.
pub(crate) struct Pairs(HashMap<String, Vec<String>>);

impl<S: Send + Sync> FromRequest<S> for Pairs {
    type Rejection = Fault;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, Fault> {
        let Whole(bytes) = Whole::form(request, MOST_BYTES).await?;
        Ok(Self::parse(&bytes))
    }
}

impl Pairs {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut fields: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            // Browsers send line ends as two characters.
            fields.entry(name.into_owned()).or_default().push(value.replace("\r\n", "\n"));
        }
        Self(fields)
    }

    /// The first value of a field; empty when it is missing.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    fn trimmed(&self, name: &str) -> Option<String> {
        some(self.one(name))
    }

    fn nth(&self, name: &str, index: usize) -> &str {
        self.all(name).get(index).map_or("", |value| value.trim())
    }

    /// The revision that was read.
    pub(super) fn revision(&self) -> Option<u32> {
        self.one("revision").parse().ok()
    }

    /// The draft that was typed. `before`: what stands, for its language and the moments of replies.
    pub(super) fn draft(&self, before: &DraftContent, chance: &dyn Chance, now: Timestamp) -> DraftContent {
        let other = other_lang(&before.lang);
        let translated = self.text("other_");
        DraftContent {
            lang: before.lang.clone(),
            text: self.text(""),
            translations: if translated == DraftText::default() { Vec::new() } else { vec![(other, translated)] },
            rating: RatingKey::parse(self.one("rating")).ok(),
            topic: Topic::parse(self.one("topic")),
            claim_date: day(self.one("claim_date")),
            licence: self.licence(),
            evidence: self.evidence(chance, now),
            unquoted: self.trimmed("unquoted"),
            seen: self.seen(),
            reply: self.reply(&before.reply, now),
            pictures: self.pictures(before),
            holds_until: day(self.one("holds_until")),
            method: self.all("method").iter().filter_map(|step| MethodStep::parse(step)).collect(),
            change: self.change(),
        }
    }

    /// Dates that were typed and are none, field by field: the browser knew no field for dates.
    pub(super) fn no_dates(&self) -> NoDates {
        let bad = |text: &&str, read: fn(&str) -> Option<Day>| !text.trim().is_empty() && read(text).is_none();
        let one = |name: &str| Some(self.one(name)).filter(|text| bad(text, day)).map(str::to_owned);
        let mut none = NoDates { claim_date: one("claim_date"), holds_until: one("holds_until"), ..NoDates::default() };
        for (index, typed) in self.all("source_date").iter().enumerate().filter(|(_, typed)| bad(&typed.as_str(), day))
        {
            if let Some(id) = EvidenceId::parse(self.nth("source_id", index)) {
                none.sources.push((id, typed.clone()));
            }
        }
        none.month = self.all("seen_month").iter().find(|typed| bad(&typed.as_str(), month)).cloned();
        none
    }

    fn text(&self, prefix: &str) -> DraftText {
        let mut text = DraftText::default();
        for field in TextField::ALL {
            self.one(&format!("{prefix}{}", field.as_str())).trim().clone_into(text.get_mut(field));
        }
        text
    }

    fn evidence(&self, chance: &dyn Chance, now: Timestamp) -> Vec<Evidence> {
        let mut sources: Vec<Evidence> = Vec::new();
        for index in 0..self.all("source_url").len() {
            let field = |name: &str| self.nth(name, index).to_owned();
            let (url, title, quote) = (field("source_url"), field("source_title"), some(&field("source_quote")));
            let removed = self.one("do") == format!("remove:{}", field("source_id"));
            if removed || (url.is_empty() && title.is_empty() && quote.is_none()) {
                continue;
            }
            let id = EvidenceId::parse(&field("source_id")).unwrap_or_else(|| EvidenceId::new(now, chance));
            // An id names one source.
            if sources.iter().any(|source| source.id == id) {
                continue;
            }
            sources.push(Evidence {
                id,
                url,
                title,
                publisher: some(&field("source_publisher")),
                date: day(&field("source_date")),
                quote,
                note: some(&field("source_note")),
                bearing: Bearing::parse(&field("source_bearing")).unwrap_or(Bearing::Context),
                primary: field("source_primary") == "yes",
                snapshot: None,
            });
        }
        let (way, moved) = self.one("do").split_once(':').unwrap_or_default();
        if let Some(at) = sources.iter().position(|source| source.id.to_string() == moved) {
            match way {
                "up" if at > 0 => sources.swap(at, at - 1),
                "down" if at + 1 < sources.len() => sources.swap(at, at + 1),
                _ => {}
            }
        }
        sources
    }

    fn seen(&self) -> Seen {
        match self.one("seen") {
            "forwarded" => Seen::ForwardedOriginUnknown,
            "publicly" => {
                let lines = self.one("seen_pages").lines().filter_map(some);
                let mut places: Vec<Appearance> = lines.map(Appearance::Page).collect();
                for index in 0..self.all("seen_platform").len() {
                    let (platform, month) = (self.nth("seen_platform", index), self.nth("seen_month", index));
                    if let (Some(platform), Some(month)) = (some(platform), self::month(month)) {
                        places.push(Appearance::Social { platform, month });
                    }
                }
                Seen::Publicly(places)
            }
            _ => Seen::NotStated,
        }
    }

    fn reply(&self, before: &Reply, now: Timestamp) -> Reply {
        // Ticked again is not asked again.
        match (self.one("reply"), before) {
            ("asked", Reply::Asked { at }) => Reply::Asked { at: *at },
            ("asked", _) => Reply::Asked { at: now },
            ("received", Reply::Received { at }) => Reply::Received { at: *at },
            ("received", _) => Reply::Received { at: now },
            ("not_asked", _) => Reply::NotAsked { why: self.one("reply_why").trim().to_owned() },
            _ => Reply::NotStated,
        }
    }

    fn pictures(&self, before: &DraftContent) -> Vec<PictureReviewed> {
        let mut pictures = Vec::new();
        for index in 0..self.all("picture_description").len() {
            let (url, description) = (some(self.nth("picture_url", index)), self.nth("picture_description", index));
            if url.is_none() && description.is_empty() {
                continue;
            }
            let known = before.pictures.iter().find(|picture| picture.url == url);
            pictures.push(PictureReviewed {
                sha256: known.and_then(|picture| picture.sha256),
                url,
                description: description.to_owned(),
                rating: MediaRating::parse(self.nth("picture_rating", index)).unwrap_or(MediaRating::Original),
                context: some(self.nth("picture_context", index)),
            });
        }
        pictures
    }

    /// One of the list, or with `other` the address beside it. One that is none is refused when it is saved, so that it
    /// comes back to be put right: what was chosen must not turn into the desk's licence.
    fn licence(&self) -> Option<String> {
        match self.one("licence").trim() {
            "" => None,
            OTHER_LICENCE => Some(self.one("licence_url").trim().to_owned()),
            chosen => Some(chosen.to_owned()),
        }
    }

    fn change(&self) -> Option<ChangeNote> {
        let text = self.trimmed("change_text")?;
        let kind = ChangeKind::parse(self.one("change_kind")).unwrap_or(ChangeKind::Correction);
        Some(ChangeNote { kind, text })
    }
}

/// The language beside the one a check is written in.
pub(super) fn other_lang(lang: &Lang) -> Lang {
    if lang.primary() == Lang::en().primary() { Lang::vi() } else { Lang::en() }
}

/// What was typed where a date belongs and is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NoDates {
    pub(super) claim_date: Option<String>,
    pub(super) holds_until: Option<String>,
    pub(super) sources: Vec<(EvidenceId, String)>,
    pub(super) month: Option<String>,
}

impl NoDates {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A day as a field for dates sends it, or as people write one: `22/11/2026`.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    Day::parse(text).or_else(|| {
        let mut parts = text.split(['/', '-', '.']).map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let plain =
            parts.next().is_none() && year.len() == 4 && (1..=2).contains(&day.len()) && (1..=2).contains(&month.len());
        Day::parse(&format!("{year}-{month:0>2}-{day:0>2}")).filter(|_| plain)
    })
}

/// A month as a field for months sends it, or as people write one: `11/2026`. Its first day.
fn month(text: &str) -> Option<Day> {
    let text = text.trim();
    let own = Day::parse(&format!("{text}-01"));
    own.or_else(|| text.split_once('/').and_then(|(month, year)| day(&format!("1/{month}/{year}"))))
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{SeededChance, draft_content, noon};

    use super::*;

    fn read(form: &str) -> DraftContent {
        Pairs::parse(form.as_bytes()).draft(&DraftContent::of("Tin", Lang::vi()), &SeededChance::new(1), noon())
    }

    #[test]
    fn lists_are_read_entry_by_entry_and_empty_ones_are_none() {
        let draft = read(
            "claim=A&source_id=&source_url=https://a.vn&source_title=T&source_bearing=refutes&source_primary=yes\
             &source_quote=&source_id=&source_url=&source_title=&source_quote=&source_bearing=context&source_primary=no",
        );
        assert_eq!(draft.evidence.len(), 1);
        assert!(draft.evidence[0].primary && draft.evidence[0].bearing == Bearing::Refutes);
        assert_eq!(draft.text.claim, "A");
    }

    #[test]
    fn a_source_is_removed_and_moved_by_its_id() {
        let ids = [1_u8, 2].map(|n| EvidenceId::from_bytes([n; 16]));
        let form = |act: &str| {
            let sources: String =
                ids.map(|id| format!("&source_id={id}&source_url=https://a.vn&source_title={id}")).concat();
            read(&format!("do={act}{sources}"))
        };
        assert_eq!(form(&format!("remove:{}", ids[0])).evidence.len(), 1);
        assert_eq!(form(&format!("up:{}", ids[1])).evidence[0].id, ids[1]);
        assert_eq!(form(&format!("up:{}", ids[0])).evidence[0].id, ids[0]);
        assert_eq!(form(&format!("down:{}", ids[0])).evidence[0].id, ids[1]);
        assert_eq!(form(&format!("down:{}", ids[1])).evidence[1].id, ids[1]);
        let twice = format!("&source_id={}&source_url=https://a.vn&source_title=a", ids[0]).repeat(2);
        assert_eq!(read(&twice).evidence.len(), 1, "an id names one source");
    }

    #[test]
    fn nobody_approves_or_moves_a_review_by_a_field() {
        let plain = read("claim=A");
        let crafted = read("claim=A&approved_by=1&state=published&number=9&revision=7&changed_by=&published_version=3");
        assert_eq!(plain, crafted);
    }

    #[test]
    fn a_date_is_read_as_people_write_it_and_one_that_is_none_is_given_back() {
        let id = EvidenceId::from_bytes([1; 16]);
        let form = |date: &str| format!("claim_date={date}&source_id={id}&source_url=https://a.vn&source_date={date}");
        for written in ["2026-11-22", "22/11/2026", "22.11.2026", " 22/11/2026 "] {
            let read = read(&form(written));
            assert_eq!((read.claim_date, read.evidence[0].date), (Day::parse("2026-11-22"), Day::parse("2026-11-22")));
            assert!(Pairs::parse(form(written).as_bytes()).no_dates().is_empty(), "{written}");
        }
        assert_eq!(day("1/7/2026"), Day::parse("2026-07-01"));
        for none in ["31/2/2026", "hôm qua", "22/11", "11/22/2026", "2026-13-40", "1/2/26", "1/2/3/2026"] {
            let found = Pairs::parse(form(none).as_bytes()).no_dates();
            let kept = (found.claim_date.as_deref(), found.sources.as_slice());
            assert_eq!(kept, (Some(none), &[(id, none.to_owned())][..]), "{none}");
        }
        assert_eq!((month("2026-11"), month("11/2026"), month("thang 11")), (day("1/11/2026"), day("1/11/2026"), None));
    }

    #[test]
    fn a_licence_is_of_the_list_or_an_address_and_without_one_the_desks() {
        for (form, licence) in [
            ("licence=&licence_url=https://a.vn/l", None),
            ("claim=A", None),
            ("licence=CC-BY-SA-4.0&licence_url=https://a.vn/l", Some("CC-BY-SA-4.0")),
            ("licence=other&licence_url=+https://a.vn/l+", Some("https://a.vn/l")),
            ("licence=other&licence_url=", Some("")),
            ("licence=GPL-3.0", Some("GPL-3.0")),
        ] {
            assert_eq!(read(form).licence.as_deref(), licence, "{form}");
        }
    }

    #[test]
    fn dates_that_are_none_and_unknown_words_are_left_out() {
        let draft =
            read("claim_date=2026-13-40&topic=x&rating=%22&seen=x&reply=x&holds_until=&method=x&picture_rating=x");
        assert_eq!(draft, DraftContent { text: DraftText::default(), ..DraftContent::of("", Lang::vi()) });
        assert_ne!(draft, draft_content());
    }
}
