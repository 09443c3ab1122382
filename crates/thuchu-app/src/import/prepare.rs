//! From a record as read to a check as stored: ids, content, what of it is kept. Pure; runs in the reading thread.

use thuchu_formats::{Entry, ImportRecord, Item, OwnPublisher, OwnRedirect, ProblemCode, RecordProblem};
use thuchu_model::{
    CheckContent, CheckId, ClaimText, Lang, OriginalNumbers, Perishable, RatingShown, Site, Timestamp, WithdrawReason,
    Wording,
};
use thuchu_store::checks::IncomingCheck;
use thuchu_store::imports::ImportProblem;

/// One item, ready to be stored.
pub(super) enum Unit {
    Record(Box<Prepared>),
    Problem { problem: ImportProblem, urls: Vec<String> },
    Publisher(OwnPublisher),
    Redirect(OwnRedirect),
}

/// A record, ready but for its publisher's id and its mapped rating.
pub(super) struct Prepared {
    pub(super) id: CheckId,
    /// Where it stands in the input, from 1.
    pub(super) line: u64,
    pub(super) site: Site,
    pub(super) publisher: Option<String>,
    pub(super) url: String,
    pub(super) content: CheckContent,
    pub(super) perishable: Perishable,
    pub(super) fetched_at: Option<Timestamp>,
    /// An older version in our own export.
    pub(super) superseded: bool,
    /// Its number there.
    pub(super) version: u32,
    /// Withdrawn in our own export.
    pub(super) withdrawn: Option<WithdrawReason>,
}

impl Prepared {
    /// Whether it goes out of date, and nobody said when it was written.
    pub(super) fn is_undated(&self) -> bool {
        self.perishable != Perishable::default() && self.content.review_date.is_none()
    }

    /// Whether what is stored decides what becomes of it.
    pub(super) fn needs_stored(&self) -> bool {
        self.superseded || self.is_undated()
    }
}

pub(super) fn unit(item: Item) -> Unit {
    let entry = match item.entry {
        Ok(Entry::Record(record)) => prepare(*record, item.line).map(|prepared| Unit::Record(Box::new(prepared))),
        Ok(Entry::Publisher(publisher)) => Ok(Unit::Publisher(publisher)),
        Ok(Entry::Redirect(redirect)) => Ok(Unit::Redirect(redirect)),
        Err(problem) => Err(problem),
    };
    entry.unwrap_or_else(|problem| {
        let stored = ImportProblem {
            line: item.line,
            code: problem.code.as_str().to_owned(),
            reason: with_addresses(&problem.reason, &problem.urls),
            excerpt: storable(&problem.text),
        };
        Unit::Problem { problem: stored, urls: problem.urls }
    })
}

fn prepare(record: ImportRecord, line: u64) -> Result<Prepared, RecordProblem> {
    let problem = |code, reason: String, record: &ImportRecord| RecordProblem {
        line: 0,
        code,
        reason,
        text: record.claim_reviewed.chars().take(4_000).collect(),
        urls: vec![record.url.clone()],
    };
    let site = Site::parse(&record.publisher.site)
        .map_err(|error| problem(ProblemCode::BadUrl, error.to_string(), &record))?;
    let claim = ClaimText::parse(&record.claim_reviewed)
        .map_err(|error| problem(ProblemCode::NoClaim, error.to_string(), &record))?;
    let id = CheckId::imported(site.as_str(), &record.url, claim.as_str());
    let own = record.own;
    let perishable = crate::perishable(claim.as_str());
    let lang = record.lang.unwrap_or_else(|| match thuchu_text::lang::detect(claim.as_str()) {
        Some(thuchu_text::lang::Lang::Vi) => Lang::vi(),
        Some(thuchu_text::lang::Lang::En) => Lang::en(),
        Some(thuchu_text::lang::Lang::Other) | None => Lang::unknown(),
    });
    let numbers = OriginalNumbers { value: record.rating.value, best: record.rating.best, worst: record.rating.worst };
    let told = CheckContent {
        unquoted: None,
        claims: std::iter::once(Wording { lang: lang.clone(), text: claim }).chain(record.wordings).collect(),
        lang,
        title: record.title,
        summary: None,
        body: record.body,
        translations: Vec::new(),
        rating: RatingShown {
            label: record.rating.label.unwrap_or_default(),
            key: None,
            value: None,
            scale: None,
            original: (numbers != OriginalNumbers::default()).then_some(numbers),
            explanation: record.rating.explanation,
        },
        claimant: record.claimant,
        claim_date: record.claim_date,
        review_date: record.review_date,
        appearances: record.appearances.into_iter().filter(|url| !is_social(url)).collect(),
        evidence: Vec::new(),
        licence: record.licence,
        topic: None,
        pictures: Vec::new(),
        forwarded: false,
        reply: None,
        byline: Vec::new(),
    };
    let (content, version, superseded, withdrawn, fetched_at) = match own {
        None => (told, 0, false, None, None),
        Some(own) => {
            let reason = (own.state == "withdrawn").then_some(own.reason.unwrap_or(WithdrawReason::Other));
            (own.content, own.version, own.state == "superseded", reason, own.fetched_at)
        }
    };
    Ok(Prepared {
        id,
        line,
        site,
        publisher: record.publisher.name,
        url: record.url,
        content,
        perishable,
        fetched_at,
        superseded,
        version,
        withdrawn,
    })
}

/// A record that names a check which stands earlier in the same input with other content.
pub(super) fn repeated(line: u64, check: &IncomingCheck) -> ImportProblem {
    let reason = "the same claim at the same address stands earlier in this input with other content, which counts";
    let claim = check.content.claims.first().map(|claim| claim.text.to_string()).unwrap_or_default();
    ImportProblem {
        line,
        code: "repeated".to_owned(),
        reason: with_addresses(reason, std::slice::from_ref(&check.url)),
        excerpt: storable(&claim),
    }
}

/// A record of somebody whose checks this input may not hold.
pub(super) fn of_others(record: &Prepared) -> ImportProblem {
    let reason = format!("the list may hold checks of its own site alone, not of {}", record.site);
    let claim = record.content.claims.first().map(|claim| claim.text.to_string()).unwrap_or_default();
    ImportProblem {
        line: record.line,
        code: "other_publisher".to_owned(),
        reason: with_addresses(&reason, std::slice::from_ref(&record.url)),
        excerpt: storable(&claim),
    }
}

/// Where a claim was seen on a social host is somebody's page: it is not kept.
fn is_social(url: &str) -> bool {
    let host = thuchu_fetch::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_none_or(|host| thuchu_fetch::is_social_host(&host))
}

/// What stands between a reason and the addresses that the record may have been about.
const AT: &str = " | address: ";

fn with_addresses(reason: &str, urls: &[String]) -> String {
    let reason = storable(reason);
    if urls.is_empty() { reason } else { format!("{reason}{AT}{}", urls.join(" ")) }
}

/// The addresses of a stored reason.
pub(super) fn addresses(reason: &str) -> impl Iterator<Item = &str> {
    reason.rsplit_once(AT).map_or("", |(_, urls)| urls).split(' ').filter(|url| !url.is_empty())
}

/// PostgreSQL keeps no NUL in a text.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}
