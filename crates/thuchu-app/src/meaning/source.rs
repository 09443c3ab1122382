//! What turns texts into vectors, and where it lies.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use thuchu_embed::install::FILES;
use thuchu_embed::{EmbedError, Embedder, Quantised, Vector};
use thuchu_model::Sha256Hash;

/// Turns texts into vectors: the model, or what a test puts in its place.
pub trait Embeds: Send + Sync {
    /// Which model this is: vectors of two are never compared.
    fn id(&self) -> Sha256Hash;

    /// A vector for each text, in their order.
    fn embed(&self, texts: &[&str]) -> Vec<Quantised>;
}

impl Embeds for Embedder {
    fn id(&self) -> Sha256Hash {
        Sha256Hash::from_bytes(*Self::id(self).as_bytes())
    }

    fn embed(&self, texts: &[&str]) -> Vec<Quantised> {
        self.embed_all(texts).iter().map(Vector::quantise).collect()
    }
}

/// Tells whether something else lies there than before; nothing where nothing lies.
pub type Stamp = Vec<Option<(u64, SystemTime)>>;

/// Where a model lies.
pub trait Source: Send + Sync {
    /// Another one whenever another model may lie there. Cheap.
    fn stamp(&self) -> Stamp;

    /// Opens it; `None` when none is installed.
    ///
    /// # Errors
    /// When what lies there is no model that can be used.
    fn open(&self) -> Result<Option<Arc<dyn Embeds>>, EmbedError>;
}

/// A folder of the usual layout, as `thuchu model install` makes it.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// At this place.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        FILES.iter().map(|name| self.0.join(name))
    }
}

impl Source for Folder {
    fn stamp(&self) -> Stamp {
        let stamp = |path: PathBuf| {
            let found = std::fs::metadata(path).ok()?;
            Some((found.len(), found.modified().ok()?))
        };
        self.files().map(stamp).collect()
    }

    fn open(&self) -> Result<Option<Arc<dyn Embeds>>, EmbedError> {
        // A folder that lacks some of them was damaged; one that lacks all was never filled.
        if !self.files().any(|file| file.exists()) {
            return Ok(None);
        }
        Ok(Some(Arc::new(Embedder::open(&self.0)?)))
    }
}
