use super::*;

#[test]
fn every_scale_file_is_valid() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scales");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let scale = RatingScale::parse(&std::fs::read_to_string(&path).unwrap());
            assert!(scale.is_ok(), "{}: {scale:?}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 1);
}

#[test]
fn the_built_in_scale_has_twelve_ratings() {
    let scale = RatingScale::built_in();
    let values: Vec<_> = scale.ratings().iter().map(|r| (r.key.as_str(), r.value.map(RatingValue::get))).collect();
    assert_eq!(values.len(), 12);
    assert_eq!(values[0], ("true", Some(5)));
    assert_eq!(values[7], ("false", Some(1)));
    assert_eq!(values[10], ("unproven", None));
    let rating = scale.get(&RatingKey::parse("scam").unwrap()).unwrap();
    assert_eq!((rating.label(&Lang::vi()), rating.label(&Lang::en())), ("Lừa đảo", "Scam"));
    assert_eq!(rating.label(&Lang::parse("fr").unwrap()), "Lừa đảo");
}

#[test]
fn only_values_on_different_sides_of_three_disagree() {
    let v = RatingValue::new;
    assert!(RatingValue::disagree(v(1), v(5)) && RatingValue::disagree(v(4), v(2)));
    for (one, other) in [(v(1), v(2)), (v(3), v(5)), (v(1), v(3)), (None, v(1)), (v(5), None), (None, None)] {
        assert!(!RatingValue::disagree(one, other));
    }
    assert_eq!((v(0), v(6)), (None, None));
}

#[test]
fn a_broken_scale_names_the_rule() {
    let scale = |text: &str| RatingScale::parse(text).unwrap_err();
    let one = "[[rating]]\nkey = \"a\"\nlabel = { vi = \"A\", en = \"A\" }\n";
    assert!(matches!(scale("id = 3"), ScaleError::Toml(_)));
    assert!(matches!(scale(&format!("id='x'\nversion=0\n{one}")), ScaleError::Version(_)));
    assert!(matches!(scale("id='x'\nversion=1"), ScaleError::Empty(_)));
    assert!(matches!(scale(&format!("id='x'\nversion=1\n{one}{one}")), ScaleError::Twice(_)));
    assert!(matches!(
        scale(&format!("id='x'\nversion=1\n{}", one.replace(", en = \"A\"", ""))),
        ScaleError::NoLabel { .. }
    ));
    assert!(matches!(scale(&format!("id='x'\nversion=1\n{one}value = 9")), ScaleError::Toml(_)));
}
