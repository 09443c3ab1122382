//! Two people write at once: what both did is joined place by place; where both changed the same place, nothing is
//! decided for them.

use crate::{DraftContent, DraftText, Evidence, EvidenceId, MethodStep, Place, TextField};

/// Two drafts that changed the same places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clashed {
    /// Where, in the order of the page; at least one.
    pub places: Vec<Place>,
    /// Everything of both, and one's own at those places: what one goes on with after having looked.
    pub with_mine: Box<DraftContent>,
}

/// Joins two drafts that came from one, place by place: what only one of them changed is taken from that one, what both
/// changed alike is taken once.
///
/// # Errors
/// [`Clashed`] when both changed a place, and not alike.
pub fn merge(base: &DraftContent, mine: &DraftContent, theirs: &DraftContent) -> Result<DraftContent, Clashed> {
    let mut three = Three { base, mine, theirs, clashes: Vec::new() };
    let lang = three.settle(Place::Lang, |draft| &draft.lang).clone();
    let (text, translations) = three.texts(&lang);
    let merged = DraftContent {
        lang,
        text,
        translations,
        rating: three.settle(Place::Rating, |draft| &draft.rating).clone(),
        topic: three.settle(Place::Topic, |draft| draft.topic),
        claim_date: three.settle(Place::ClaimDate, |draft| draft.claim_date),
        licence: three.settle(Place::Licence, |draft| &draft.licence).clone(),
        seen: three.settle(Place::Seen, |draft| &draft.seen).clone(),
        evidence: three.sources(),
        unquoted: three.settle(Place::Unquoted, |draft| &draft.unquoted).clone(),
        pictures: three.settle(Place::Pictures, |draft| &draft.pictures).clone(),
        reply: three.settle(Place::Reply, |draft| &draft.reply).clone(),
        holds_until: three.settle(Place::HoldsUntil, |draft| draft.holds_until),
        // Of three ticks two are alike, so these never clash.
        method: MethodStep::ALL
            .into_iter()
            .filter(|step| three.settle(Place::Method, |draft| draft.method.contains(step)))
            .collect(),
        change: three.settle(Place::Change, |draft| &draft.change).clone(),
    };
    match three.clashes.is_empty() {
        true => Ok(merged),
        false => Err(Clashed { places: three.clashes, with_mine: Box::new(merged) }),
    }
}

/// What both ended with, or what the one who changed it made of it; `None` when both did, and not alike.
fn pick<T: PartialEq + Copy>(base: T, mine: T, theirs: T) -> Option<T> {
    if mine == theirs || theirs == base {
        Some(mine)
    } else if mine == base {
        Some(theirs)
    } else {
        None
    }
}

struct Three<'a> {
    base: &'a DraftContent,
    mine: &'a DraftContent,
    theirs: &'a DraftContent,
    clashes: Vec<Place>,
}

impl<'a> Three<'a> {
    /// One's own where both changed it.
    fn settle<T: PartialEq + Copy>(&mut self, place: Place, of: impl Fn(&'a DraftContent) -> T) -> T {
        let settled = pick(of(self.base), of(self.mine), of(self.theirs));
        settled.unwrap_or_else(|| {
            self.clashes.push(place);
            of(self.mine)
        })
    }

    /// The words in the language of the draft, and in the others, in the order of their codes.
    fn texts(&mut self, own: &crate::Lang) -> (DraftText, Vec<(crate::Lang, DraftText)>) {
        let mut langs: Vec<_> = [self.base, self.mine, self.theirs].iter().flat_map(|draft| draft.langs()).collect();
        langs.sort();
        langs.dedup();
        let mut texts = Vec::new();
        for lang in langs {
            let mut text = DraftText::default();
            for field in TextField::ALL {
                let words = self.settle(Place::Text(lang.clone(), field), |draft| draft.words(lang, field));
                words.clone_into(text.get_mut(field));
            }
            texts.push((lang.clone(), text));
        }
        let at = texts.iter().position(|(lang, _)| lang == own);
        let text = at.map(|at| texts.remove(at).1).unwrap_or_default();
        texts.retain(|(_, text)| *text != DraftText::default());
        (text, texts)
    }

    fn sources(&mut self) -> Vec<Evidence> {
        let order = self.order();
        order.into_iter().filter_map(|id| self.one_source(id)).collect()
    }

    /// One source: field by field, for our copy of it is made while somebody writes a note on it.
    fn one_source(&mut self, id: EvidenceId) -> Option<Evidence> {
        let (base, mine, theirs) = (self.base.source(id), self.mine.source(id), self.theirs.source(id));
        let settled = pick(base, mine, theirs).map(Option::<&Evidence>::cloned);
        let settled = settled.or_else(|| Some(Some(fields(base?, mine?, theirs?)?)));
        settled.unwrap_or_else(|| {
            self.clashes.push(Place::Source(id));
            mine.cloned()
        })
    }

    /// All ids there are: in the order of whoever moved any, the other's new ones after what they stood behind.
    fn order(&mut self) -> Vec<EvidenceId> {
        let ids = |draft: &DraftContent| -> Vec<EvidenceId> { draft.evidence.iter().map(|source| source.id).collect() };
        let (base, mine, theirs) = (ids(self.base), ids(self.mine), ids(self.theirs));
        let in_all = |of: &[EvidenceId]| -> Vec<EvidenceId> {
            of.iter().filter(|id| [&base, &mine, &theirs].iter().all(|all| all.contains(id))).copied().collect()
        };
        let shared = [in_all(&base), in_all(&mine), in_all(&theirs)];
        let led_by_mine = match pick(&shared[0], &shared[1], &shared[2]) {
            Some(order) => *order == shared[1],
            None => {
                self.clashes.push(Place::Sources);
                true
            }
        };
        let (mut order, other) = if led_by_mine { (mine, theirs) } else { (theirs, mine) };
        for (at, id) in other.iter().enumerate() {
            if !order.contains(id) {
                let before = other[..at].iter().rev().find_map(|id| order.iter().position(|other| other == id));
                order.insert(before.map_or(0, |before| before + 1), *id);
            }
        }
        order
    }
}

fn fields(base: &Evidence, mine: &Evidence, theirs: &Evidence) -> Option<Evidence> {
    fn of<'a, T: PartialEq + Copy>(three: [&'a Evidence; 3], field: impl Fn(&'a Evidence) -> T) -> Option<T> {
        let [base, mine, theirs] = three.map(field);
        pick(base, mine, theirs)
    }
    let three = [base, mine, theirs];
    let url = of(three, |source| &source.url)?;
    let snapshot = of(three, |source| source.snapshot)?;
    Some(Evidence {
        id: mine.id,
        url: url.clone(),
        title: of(three, |source| &source.title)?.clone(),
        publisher: of(three, |source| &source.publisher)?.clone(),
        date: of(three, |source| source.date)?,
        quote: of(three, |source| &source.quote)?.clone(),
        note: of(three, |source| &source.note)?.clone(),
        bearing: of(three, |source| source.bearing)?,
        primary: of(three, |source| source.primary)?,
        // A copy of the page that one of them has left behind is no copy of the new one.
        snapshot: snapshot.filter(|copy| three.iter().any(|one| one.url == *url && one.snapshot == Some(*copy))),
    })
}
