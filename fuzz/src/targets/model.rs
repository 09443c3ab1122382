//! `thuchu-model`: scales, label maps, and everything that is parsed from one line.

use std::sync::LazyLock;

use thuchu_model::{
    ClaimText, Day, EditorName, LabelMap, Lang, PublicId, RatingKey, RatingScale, Sha256Hash, Site, Timestamp,
};

use super::text_of;
use crate::Target;

static SCALE: LazyLock<RatingScale> = LazyLock::new(RatingScale::built_in);

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "model_label_map", run: label_map },
        Target { name: "model_lines", run: lines },
        Target { name: "model_scale", run: scale },
    ]
}

fn scale(bytes: &[u8]) {
    let _ = RatingScale::parse(&text_of(bytes));
}

fn label_map(bytes: &[u8]) {
    let text = text_of(bytes);
    let _ = LabelMap::parse_toml(&text, &SCALE);
    let _ = LabelMap::parse_csv(&text, &SCALE);
}

fn lines(bytes: &[u8]) {
    for line in text_of(bytes).split('\n') {
        let _ = (ClaimText::parse(line), EditorName::parse(line), Site::parse(line), RatingKey::parse(line));
        let _ = (Lang::parse(line), PublicId::parse(line), Sha256Hash::parse(line));
        let _ = (Timestamp::parse(line).map(Timestamp::day), Day::parse(line).map(Day::midnight));
    }
}
