//! The model that finds by meaning: can it be used, and how much of its work is kept.

use std::time::Duration;

use thuchu_app::meaning::why;
use thuchu_embed::{EmbedError, Embedder};
use thuchu_model::Sha256Hash;
use thuchu_say as say;
use thuchu_store::{Db, OpenOptions, StoreError, StoreUrl, claim_vectors};

use super::{Finding, ok, warn};
use crate::config::{Origin, Settings};

/// Opens the model. Without one the desk works, so nothing here must be mended.
pub(super) async fn examine(settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(folder) = settings.model.used() else {
        findings.push(ok(say::doctor_model_off()));
        return;
    };
    let model = match Embedder::open(&folder) {
        Ok(model) => model,
        Err(EmbedError::Missing { .. }) if !folder.exists() => {
            let told = say::doctor_model_absent(folder.display());
            // Whoever names a folder believes that there is one.
            findings.push(if settings.model.place.origin == Origin::Default { ok(told) } else { warn(told) });
            return;
        }
        Err(error) => {
            findings.push(warn(say::doctor_model_refused(why(&error))));
            return;
        }
    };
    findings.push(ok(say::doctor_model_ok(folder.display(), model.pieces() as u64, model.instructions())));
    let id = Sha256Hash::from_bytes(*model.id().as_bytes());
    if let Ok(vectors) = kept(settings, id).await {
        findings.push(ok(say::doctor_model_vectors(vectors)));
    }
}

/// Vectors of this model in the store. A store that cannot be read is told of elsewhere.
async fn kept(settings: &Settings, model: Sha256Hash) -> Result<u64, StoreError> {
    let url = StoreUrl::parse(&settings.store.value, Some(&settings.data.value))?;
    let options = OpenOptions { connections: 1, patience: Duration::from_secs(3), ..OpenOptions::default() };
    let db = Db::open_to_read(&url, options).await?;
    let models = claim_vectors::models(&mut db.read()).await;
    db.close().await;
    Ok(models?.iter().find(|of| of.model == model).map_or(0, |of| of.vectors))
}
