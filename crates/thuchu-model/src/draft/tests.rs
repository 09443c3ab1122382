//! What two people write at once.

use proptest::prelude::*;

use super::*;
use crate::CaptureId;

fn source(number: u8, title: &str) -> Evidence {
    Evidence {
        id: EvidenceId::from_bytes([number; 16]),
        url: "https://chinhphu.vn/1".to_owned(),
        title: title.to_owned(),
        publisher: None,
        date: None,
        quote: None,
        note: None,
        bearing: Bearing::Refutes,
        primary: true,
        snapshot: None,
    }
}

fn draft() -> DraftContent {
    DraftContent { evidence: vec![source(1, "một"), source(2, "hai")], ..DraftContent::of("câu", Lang::vi()) }
}

/// The draft after a change.
fn but(of: &DraftContent, change: impl FnOnce(&mut DraftContent)) -> DraftContent {
    let mut changed = of.clone();
    change(&mut changed);
    changed
}

fn titles(draft: &DraftContent) -> Vec<&str> {
    draft.evidence.iter().map(|source| source.title.as_str()).collect()
}

#[test]
fn different_places_are_joined() {
    let base = draft();
    let mine = but(&base, |draft| draft.text.body = "thân".into());
    let theirs = but(&base, |draft| {
        draft.text.summary = "tóm tắt".into();
        draft.topic = Some(Topic::Scam);
        draft.translations.push((Lang::en(), DraftText { claim: "claim".into(), ..DraftText::default() }));
    });
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!((&*merged.text.body, &*merged.text.summary, merged.topic), ("thân", "tóm tắt", Some(Topic::Scam)));
    assert_eq!(merged.words(&Lang::en(), TextField::Claim), "claim");
}

#[test]
fn the_same_place_changed_in_two_ways_is_named_and_nothing_is_lost() {
    let base = draft();
    let mine = but(&base, |draft| draft.text.claim = "câu của tôi".into());
    let theirs = but(&base, |draft| {
        draft.text.claim = "câu của người kia".into();
        draft.text.body = "thân".into();
    });
    let clashed = merge(&base, &mine, &theirs).unwrap_err();
    assert_eq!(clashed.places, [Place::Text(Lang::vi(), TextField::Claim)]);
    assert_eq!((&*clashed.with_mine.text.claim, &*clashed.with_mine.text.body), ("câu của tôi", "thân"));
}

#[test]
fn sources_are_added_moved_and_removed_by_both() {
    let base = draft();
    let mine = but(&base, |draft| draft.evidence.insert(1, source(3, "của tôi")));
    let theirs = but(&base, |draft| {
        draft.evidence.reverse();
        draft.evidence.push(source(4, "của họ"));
    });
    assert_eq!(titles(&merge(&base, &mine, &theirs).unwrap()), ["hai", "một", "của tôi", "của họ"]);
    let removed = but(&base, |draft| drop(draft.evidence.remove(0)));
    assert_eq!(titles(&merge(&base, &removed, &mine).unwrap()), ["của tôi", "hai"]);
    let renamed = but(&base, |draft| draft.evidence[0].title = "khác".into());
    let clashed = merge(&base, &removed, &renamed).unwrap_err();
    assert_eq!(clashed.places, [Place::Source(EvidenceId::from_bytes([1; 16]))], "removed by one, changed by another");
}

#[test]
fn a_copy_made_meanwhile_joins_a_note_but_not_another_address() {
    let base = draft();
    let copy = Snapshot {
        capture: CaptureId::from_bytes([6; 16]),
        sha256: Sha256Hash::of(b"page"),
        bytes: 4,
        at: Timestamp::from_seconds(1),
    };
    let copied = but(&base, |draft| draft.evidence[0].snapshot = Some(copy));
    let noted = but(&base, |draft| draft.evidence[0].note = Some("ghi chú".into()));
    let merged = merge(&base, &noted, &copied).unwrap();
    assert_eq!((merged.evidence[0].snapshot, merged.evidence[0].note.as_deref()), (Some(copy), Some("ghi chú")));
    let elsewhere = but(&base, |draft| draft.evidence[0].url = "https://chinhphu.vn/2".into());
    for (mine, theirs) in [(&elsewhere, &copied), (&copied, &elsewhere)] {
        assert_eq!(merge(&base, mine, theirs).unwrap().evidence[0].snapshot, None);
    }
}

#[test]
fn a_draft_holds_what_is_reasonable_and_says_where_it_does_not() {
    assert_eq!(check_at_save(&draft()), []);
    let mut long = draft();
    long.text.claim = "x".repeat(TextField::Claim.most() + 1);
    long.evidence[1].quote = Some("ừ".repeat(MOST_CHARS + 1));
    long.evidence.extend((10..60).map(|number| source(number, "")));
    long.reply = Reply::NotAsked { why: "x".repeat(MOST_CHARS) };
    let places: Vec<_> = check_at_save(&long).into_iter().map(|found| found.place).collect();
    let second = Place::Source(EvidenceId::from_bytes([2; 16]));
    assert_eq!(places, [Place::Text(Lang::vi(), TextField::Claim), Place::Sources, second]);
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "b", "c"]).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = DraftText> {
    (words(), words(), words(), words(), words()).prop_map(|(claim, title, summary, explanation, body)| DraftText {
        claim,
        title,
        summary,
        explanation,
        body,
    })
}

/// Drafts that differ little, so that both agreement and clashes are common.
fn any_draft() -> impl Strategy<Value = DraftContent> {
    let sources = prop::sample::subsequence(vec![1_u8, 2, 3, 4], 0..=4).prop_shuffle();
    let sources = (sources, words()).prop_map(|(ids, title)| ids.iter().map(|id| source(*id, &title)).collect());
    let ticks = prop::sample::subsequence(MethodStep::ALL.to_vec(), 0..=6);
    let reply = prop::sample::select(vec![Reply::NotStated, Reply::NotAsked { why: "a".into() }]);
    let licence = prop::option::of(prop::sample::select(vec!["CC-BY-SA-4.0".to_owned(), "CC0-1.0".to_owned()]));
    let rest = (prop::option::of(prop::sample::select(Topic::ALL.to_vec())), ticks, reply, licence);
    (text(), text(), sources, rest).prop_map(|(text, english, evidence, (topic, method, reply, licence))| {
        let translations = [(Lang::en(), english)].into_iter().filter(|(_, text)| *text != DraftText::default());
        let (translations, method) = (translations.collect(), method.into_iter().collect());
        let rest = DraftContent::of("", Lang::vi());
        DraftContent { text, translations, evidence, topic, method, reply, licence, ..rest }
    })
}

/// What stands at a place.
fn at(draft: &DraftContent, place: &Place) -> String {
    match place {
        Place::Text(lang, field) => draft.words(lang, *field).to_owned(),
        Place::Source(id) => format!("{:?}", draft.source(*id)),
        Place::Topic => format!("{:?}", draft.topic),
        Place::Licence => format!("{:?}", draft.licence),
        Place::Method => format!("{:?}", draft.method),
        Place::Reply => format!("{:?}", draft.reply),
        _ => String::new(),
    }
}

proptest! {
    #[test]
    fn who_changed_nothing_takes_over_everything(base in any_draft(), other in any_draft()) {
        prop_assert_eq!(merge(&base, &base, &other), Ok(other.clone()));
        prop_assert_eq!(merge(&base, &other, &base), Ok(other.clone()));
        prop_assert_eq!(merge(&base, &other, &other), Ok(other));
    }

    #[test]
    fn every_change_of_either_is_there_or_named(base in any_draft(), mine in any_draft(), theirs in any_draft()) {
        let (merged, clashes) = match merge(&base, &mine, &theirs) {
            Ok(merged) => (merged, Vec::new()),
            Err(clashed) => (*clashed.with_mine, clashed.places),
        };
        for place in changes(&base, &mine).iter().filter(|place| !matches!(place, Place::Method | Place::Sources)) {
            prop_assert_eq!(at(&merged, place), at(&mine, place));
        }
        for place in changes(&base, &theirs).iter().filter(|place| !matches!(place, Place::Method | Place::Sources)) {
            prop_assert!(at(&merged, place) == at(&theirs, place) || clashes.contains(place), "{:?}", place);
        }
        for place in &clashes {
            prop_assert!(changes(&base, &mine).contains(place) && changes(&base, &theirs).contains(place));
            prop_assert!(changes(&mine, &theirs).contains(place));
        }
        let mut ids: Vec<_> = merged.evidence.iter().map(|source| source.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), merged.evidence.len(), "no source twice");
    }

    #[test]
    fn it_does_not_matter_who_came_first(base in any_draft(), mine in any_draft(), theirs in any_draft()) {
        let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            let differ = changes(&one, &other);
            prop_assert!(differ.iter().all(|place| *place == Place::Sources), "{:?}", differ);
        }
    }

    #[test]
    fn nothing_differs_from_itself_and_what_differs_is_named(one in any_draft(), other in any_draft()) {
        prop_assert!(changes(&one, &one).is_empty());
        prop_assert_eq!(changes(&one, &other).is_empty(), one == other);
    }
}

#[test]
fn a_draft_from_before_licences_has_the_desks_and_one_without_is_written_as_before() {
    let old = r#"{"lang":"vi","reply":"not_stated","seen":"not_stated","text":{"body":"","claim":"câu","explanation":"","summary":"","title":""}}"#;
    let read: DraftContent = serde_json::from_str(old).unwrap();
    assert_eq!(read, DraftContent::of("câu", Lang::vi()));
    assert_eq!(read.canonical(), old);
    let own = but(&read, |draft| draft.licence = Some("CC0-1.0".into()));
    assert_eq!(serde_json::from_str::<DraftContent>(&own.canonical()).unwrap(), own);
    assert_eq!(changes(&read, &own), [Place::Licence]);
}
