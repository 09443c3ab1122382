//! The encoder: from the pieces of texts to their vectors.
//!
//! `shape` reads `config.json`, `tensors` reads `model.safetensors` piece by piece, `encoder` puts both together and
//! runs them. Arithmetic belongs to `kernel`, texts to `tokenizer`.

mod encoder;
mod half;
mod shape;
mod tensors;

pub(crate) use encoder::{Encoder, base_name, needed};
pub(crate) use half::{f16_to_f32, f32_to_f16};
pub(crate) use shape::Shape;
pub(crate) use tensors::Tensors;

/// The folder's files.
pub(crate) const CONFIG: &str = "config.json";
pub(crate) const WEIGHTS: &str = "model.safetensors";

#[cfg(test)]
pub(crate) mod tests;
