//! `thuchu-text`: forms, look-alikes, tones, links, numbers, dates.

use jiff::civil::{Date, date};
use thuchu_text::beside::{days::find_days, lunar::from_solar, units::find_amounts, weekdays::find_weekdays};
use thuchu_text::dates::{is_time_bound, read_dates};
use thuchu_text::numbers::find_numbers;
use thuchu_text::{
    MAX_SLUG, boilerplate, canonical, collate, find_links, fold, index_form, match_form, normalise, slug, syllables,
    teencode, tone,
};

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "text_beside", run: beside },
        Target { name: "text_dates", run: dates },
        Target { name: "text_forms", run: forms },
        Target { name: "text_index_form", run: index },
        Target { name: "text_links", run: links },
        Target { name: "text_numbers", run: numbers },
        Target { name: "text_surface", run: surface },
        Target { name: "text_tones", run: tones },
    ]
}

/// What stands beside a review lies in the text; lunar days lead back to the day they were found on.
fn beside(bytes: &[u8]) {
    let text = text_of(bytes);
    let reference = date(2026, 6, 1);
    for said in find_days(&text, reference) {
        assert!(text.get(said.range).is_some() && said.from <= said.to);
        assert!(said.lunar.is_none() || said.lunar == from_solar(said.from));
    }
    for said in find_weekdays(&text, reference) {
        assert!(text.get(said.range.clone()).is_some() && said.right == said.date.weekday());
    }
    for amount in find_amounts(&text) {
        assert!(text.get(amount.range).is_some() && !amount.same.is_empty());
    }
}

/// Each form of a form is itself, and no form makes a text much longer than it was.
fn forms(bytes: &[u8]) {
    let text = text_of(bytes);
    for form in [normalise, match_form, fold] {
        let once = form(&text);
        assert_eq!(form(&once), once, "a form is idempotent");
        // The worst compatibility mapping, U+FDFA, is 18 letters for one.
        assert!(once.len() <= 18 * text.len(), "{} bytes out of {}", once.len(), text.len());
    }
}

fn index(bytes: &[u8]) {
    let text = text_of(bytes);
    let form = index_form(&text);
    drop(form);
    let marked = match_form(&text);
    assert!(syllables(&marked).all(|syllable| !syllable.is_empty()));
}

/// A canonical address is its own canonical form, and what was found in a text lies in it.
fn links(bytes: &[u8]) {
    let text = text_of(bytes);
    for (range, link) in find_links(&text) {
        assert!(text.get(range).is_some(), "the range of a link cuts no letter");
        settled(link.as_str());
    }
    if let Ok(link) = canonical(&text) {
        settled(link.as_str());
        let _ = (link.host().len(), link.path_and_query().len(), link.is_short_link(), link.is_personal_profile());
    }
}

#[track_caller]
fn settled(link: &str) {
    let again = canonical(link).map(|again| again.as_str().to_owned());
    assert_eq!(again.as_deref(), Ok(link), "a canonical address is settled");
}

fn tones(bytes: &[u8]) {
    let text = text_of(bytes);
    let new = tone::to_new_style(&text);
    assert_eq!(tone::to_new_style(&new), new, "the new style is settled");
    let old = tone::to_old_style(&text);
    assert_eq!(tone::to_old_style(&old), old, "the old style is settled");
}

/// Whatever day it is, also the first and the last there are.
fn dates(bytes: &[u8]) {
    let text = text_of(bytes);
    for reference in [date(2026, 1, 31), Date::MIN, Date::MAX] {
        for found in read_dates(&text, reference).into_iter().flatten() {
            assert!(found.from <= found.to, "{found:?}");
        }
    }
    let _ = is_time_bound(&text);
}

fn numbers(bytes: &[u8]) {
    let found = find_numbers(&text_of(bytes));
    for number in &found {
        let _ = (
            number.in_base(),
            number.value.to_f64(),
            number.value.plus(number.value),
            number.value.times(number.value),
        );
        assert!(number.agrees_with(number), "{number:?} agrees with itself");
    }
}

/// What people see of a text: slugs, shorthand written out, boilerplate gone, sort keys.
fn surface(bytes: &[u8]) {
    let text = text_of(bytes);
    let slug = slug(&text);
    assert!(slug.len() <= MAX_SLUG && slug.bytes().all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit()));
    let _ = (teencode::expand(&text), collate::sort_key(&text), boilerplate::count(&text));
    assert!(boilerplate::strip(&text).len() <= text.len());
}
