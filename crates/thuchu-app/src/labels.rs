//! The operator's labels: (publisher, label) → rating. Given once with an import, they are kept with the desk, so a
//! later import without the file does not lose them.

use thuchu_model::{LabelMap, LabelMapError, RatingScale, Sha256Hash, Timestamp};
use thuchu_store::{Db, StoreError, settings};

const SETTING: &str = "import.labels";

/// A file of labels that was read and checked.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    map: LabelMap,
    /// `toml` or `csv`, a line break, the file.
    text: String,
}

impl Labels {
    /// Reads a file of labels: TOML, or CSV when its first line names the columns.
    ///
    /// # Errors
    /// When it cannot be read, or names a rating that the scale does not have.
    pub fn parse(file: &str) -> Result<Self, LabelMapError> {
        let first = file.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_lowercase();
        let is_csv = first.contains("publisher") && first.contains("label") && !first.contains('=');
        let kind = if is_csv { "csv" } else { "toml" };
        Self::parse_kind(kind, file)
    }

    fn parse_kind(kind: &str, file: &str) -> Result<Self, LabelMapError> {
        let scale = RatingScale::built_in();
        let map = if kind == "csv" { LabelMap::parse_csv(file, &scale)? } else { LabelMap::parse_toml(file, &scale)? };
        Ok(Self { map, text: format!("{kind}\n{file}") })
    }

    /// Tells one file from another.
    pub(crate) fn fingerprint(&self) -> String {
        Sha256Hash::of(self.text.as_bytes()).to_string()
    }

    pub(crate) fn into_map(self) -> LabelMap {
        self.map
    }
}

/// The labels given now, kept for later; else those kept.
pub(crate) async fn in_force(db: &Db, given: Option<Labels>, now: Timestamp) -> Result<Labels, StoreError> {
    let kept = settings::get(&mut db.read(), SETTING).await?;
    match given {
        Some(labels) => {
            if kept.as_ref() != Some(&labels.text) {
                let mut tx = db.begin().await?;
                settings::set(&mut tx, SETTING, &labels.text, now).await?;
                tx.commit().await?;
            }
            Ok(labels)
        }
        None => {
            let Some((kind, file)) = kept.as_deref().and_then(|text| text.split_once('\n')) else {
                return Ok(Labels::default());
            };
            Labels::parse_kind(kind, file).map_err(|error| StoreError::Corrupt(format!("setting {SETTING}: {error}")))
        }
    }
}
