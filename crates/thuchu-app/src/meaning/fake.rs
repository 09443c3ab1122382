//! A model without weights, for tests.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use thuchu_embed::{EmbedError, Quantised, WIDTH};
use thuchu_model::Sha256Hash;

use super::{Embeds, Source, Stamp};

/// Called before each batch.
pub(crate) type Hook = Box<dyn Fn() + Send + Sync>;

/// Words of one subject each: texts with one of them mean the same, in every language.
const SUBJECTS: [&[&str]; 2] = [&["garlic", "tỏi", "toi"], &["đột quỵ", "tai biến", "stroke"]];

/// A vector by the text's hash, and a count of the texts that it was asked for.
pub(crate) struct Fake {
    id: u8,
    texts: AtomicU64,
    hook: Option<Hook>,
}

impl Fake {
    pub(crate) fn new(id: u8) -> Arc<Self> {
        Arc::new(Self { id, texts: AtomicU64::new(0), hook: None })
    }

    pub(crate) fn with_hook(id: u8, hook: Hook) -> Arc<Self> {
        Arc::new(Self { id, texts: AtomicU64::new(0), hook: Some(hook) })
    }

    pub(crate) fn texts(&self) -> u64 {
        self.texts.load(Ordering::SeqCst)
    }
}

impl Embeds for Fake {
    fn id(&self) -> Sha256Hash {
        Sha256Hash::of(&[self.id])
    }

    fn embed(&self, texts: &[&str]) -> Vec<Quantised> {
        self.hook.iter().for_each(|hook| hook());
        self.texts.fetch_add(texts.len() as u64, Ordering::SeqCst);
        texts.iter().map(|text| vector(self.id, text)).collect()
    }
}

/// Texts of one subject mean the same; others mean each its own.
fn vector(id: u8, text: &str) -> Quantised {
    let subject = SUBJECTS.iter().find(|words| words.iter().any(|word| text.contains(word)));
    let meaning = subject.map_or(text, |words| words[0]);
    let mut values = [0; WIDTH];
    for (part, values) in values.chunks_mut(32).enumerate() {
        let hash = Sha256Hash::of(format!("{id} {part} {meaning}").as_bytes());
        values.iter_mut().zip(hash.as_bytes()).for_each(|(value, byte)| *value = byte.cast_signed() / 2);
    }
    // Far from the middle of their language, so that what is unlike stays so.
    Quantised { values, scale: 0.02 }
}

/// What lies where a model should: another one by and by.
#[derive(Clone)]
pub(crate) struct Shelf(Arc<Mutex<Option<Arc<Fake>>>>);

impl Shelf {
    pub(crate) fn empty() -> Self {
        Self(Arc::default())
    }

    pub(crate) fn of(model: &Arc<Fake>) -> Self {
        Self(Arc::new(Mutex::new(Some(model.clone()))))
    }

    pub(crate) fn put(&self, model: Option<&Arc<Fake>>) {
        *self.0.lock().unwrap() = model.cloned();
    }
}

impl Source for Shelf {
    fn stamp(&self) -> Stamp {
        let lies = self.0.lock().unwrap();
        lies.iter().map(|model| Some((u64::from(model.id), SystemTime::UNIX_EPOCH))).collect()
    }

    fn open(&self) -> Result<Option<Arc<dyn Embeds>>, EmbedError> {
        Ok(self.0.lock().unwrap().clone().map(|model| model as Arc<dyn Embeds>))
    }
}
