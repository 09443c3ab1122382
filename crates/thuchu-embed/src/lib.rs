//! Sentences as vectors: multilingual-e5-small in process, from a folder of the usual layout.
//!
//! [`Embedder::open`] reads `config.json`, `tokenizer.json` and `model.safetensors` and refuses what is not that model;
//! [`Embedder::embed`] turns a text into a [`Vector`]; [`Vector::quantise`] makes of it what is kept. [`install`] makes
//! such a folder. One thread is used, so callers decide how many. What is embedded (windows, folded texts), how
//! vectors are compared and when they are computed belongs to `thuchu-match` and `thuchu-app`; nothing here reaches the
//! network.

mod codes;
mod embedder;
mod error;
pub mod install;
mod kernel;
mod model;
#[doc(hidden)]
pub mod probe;
mod table;
mod tokenizer;
mod vector;

pub use embedder::{Embedder, ModelId};
pub use error::EmbedError;
pub use table::{Room, VectorTable};
pub use vector::{QUANTISED_BYTES, Quantised, Vector, WIDTH};
