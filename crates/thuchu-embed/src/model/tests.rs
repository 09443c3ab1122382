//! A small model of chance, computed plainly beside; and what becomes of files that are not whole.

use serde_json::{Map, json};

use super::{Encoder, Shape, needed};
use crate::error::EmbedError;
use crate::kernel::Isa;

/// Numbers that look like chance, the same at every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// −1.0 to 1.0.
    pub(crate) fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        #[expect(clippy::cast_precision_loss, reason = "any number will do")]
        let part = (self.0 >> 40) as f32 / (1 << 23) as f32;
        part - 1.0
    }
}

/// `config.json` of a model with so many layers.
pub(crate) fn config(hidden: usize, layers: usize, words: usize) -> Vec<u8> {
    let config = json!({
        "model_type": "bert", "hidden_act": "gelu", "hidden_size": hidden, "num_hidden_layers": layers,
        "num_attention_heads": hidden / 32, "intermediate_size": 2 * hidden, "max_position_embeddings": 16,
        "vocab_size": words, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
    });
    config.to_string().into_bytes()
}

/// `model.safetensors` of chance.
pub(crate) fn weights(config: &[u8]) -> Vec<u8> {
    file(config, |_, shape| shape.to_vec())
}

/// The same, with shapes changed in the header.
fn file(config: &[u8], change: impl Fn(&str, &[usize]) -> Vec<usize>) -> Vec<u8> {
    let shape = Shape::parse(config).unwrap();
    let mut dice = Dice::new(7);
    let (mut header, mut values) = (Map::new(), Vec::new());
    for (name, shape) in needed(&shape) {
        let from = values.len();
        for _ in 0..shape.iter().product::<usize>() {
            // Scales of norms about 1, all else small, as in a model that was taught.
            let own = if name.ends_with("LayerNorm.weight") { 1.0 + dice.next() * 0.2 } else { dice.next() * 0.15 };
            values.extend(own.to_le_bytes());
        }
        let entry = json!({"dtype": "F32", "shape": change(&name, &shape), "data_offsets": [from, values.len()]});
        header.insert(name, entry);
    }
    let header = serde_json::Value::Object(header).to_string();
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &values].concat()
}

/// The encoder as a textbook has it, in floats.
fn plainly(config: &[u8], weights: &[u8], text: &[u32]) -> Vec<f32> {
    let shape = Shape::parse(config).unwrap();
    let length = usize::try_from(u64::from_le_bytes(*weights.first_chunk().unwrap())).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&weights[8..8 + length]).unwrap();
    let tensor = |name: &str| -> Vec<f32> {
        let at = |side: usize| usize::try_from(header[name]["data_offsets"][side].as_u64().unwrap()).unwrap();
        let bytes = &weights[8 + length..][at(0)..at(1)];
        bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    };
    let hidden = shape.hidden;
    let norm = |rows: &mut [f32], name: &str| {
        let (weight, bias) = (tensor(&format!("{name}.weight")), tensor(&format!("{name}.bias")));
        for row in rows.chunks_exact_mut(hidden) {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let count = hidden as f32;
            let mean = row.iter().sum::<f32>() / count;
            let spread = (row.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt();
            for (place, value) in row.iter_mut().enumerate() {
                *value = (*value - mean) / spread * weight[place] + bias[place];
            }
        }
    };
    let dense = |rows: &[f32], width: usize, name: &str| -> Vec<f32> {
        let (weight, bias) = (tensor(&format!("{name}.weight")), tensor(&format!("{name}.bias")));
        let product = |row: &[f32], output: usize| {
            row.iter().zip(&weight[output * width..]).map(|(one, other)| one * other).sum::<f32>() + bias[output]
        };
        rows.chunks_exact(width)
            .flat_map(|row| (0..bias.len()).map(|output| product(row, output)).collect::<Vec<_>>())
            .collect()
    };
    let (pieces, places, kinds) = (
        tensor("embeddings.word_embeddings.weight"),
        tensor("embeddings.position_embeddings.weight"),
        tensor("embeddings.token_type_embeddings.weight"),
    );
    let mut state: Vec<f32> = Vec::new();
    for (position, piece) in text.iter().enumerate() {
        let place = *piece as usize * hidden;
        state.extend((0..hidden).map(|part| pieces[place + part] + places[position * hidden + part] + kinds[part]));
    }
    norm(&mut state, "embeddings.LayerNorm");
    for layer in 0..shape.layers {
        let name = |part: &str| format!("encoder.layer.{layer}.{part}");
        let [queries, keys, values] =
            ["query", "key", "value"].map(|part| dense(&state, hidden, &name(&format!("attention.self.{part}"))));
        let mut mixed = vec![0.0; state.len()];
        for (token, head) in (0..text.len()).flat_map(|token| (0..shape.heads).map(move |head| (token, head))) {
            let of = |rows: &[f32], token: usize| rows[token * hidden + head * 32..][..32].to_vec();
            let query = of(&queries, token);
            let likeness: Vec<f32> = (0..text.len())
                .map(|other| query.iter().zip(of(&keys, other)).map(|(one, other)| one * other).sum::<f32>())
                .map(|product| (product / 32.0_f32.sqrt()).exp())
                .collect();
            let all: f32 = likeness.iter().sum();
            for (other, likeness) in likeness.iter().enumerate() {
                for (part, value) in of(&values, other).iter().enumerate() {
                    mixed[token * hidden + head * 32 + part] += likeness / all * value;
                }
            }
        }
        let add = |state: &mut [f32], more: Vec<f32>| state.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        add(&mut state, dense(&mixed, hidden, &name("attention.output.dense")));
        norm(&mut state, &name("attention.output.LayerNorm"));
        let mut wide = dense(&state, hidden, &name("intermediate.dense"));
        for value in &mut wide {
            *value = crate::kernel::gelu(*value);
        }
        add(&mut state, dense(&wide, shape.inner, &name("output.dense")));
        norm(&mut state, &name("output.LayerNorm"));
    }
    state
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let product = |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f32>();
    product(one, other) / (product(one, one) * product(other, other)).sqrt()
}

#[test]
fn the_encoder_computes_what_a_textbook_says_on_every_set_of_instructions() {
    let config = config(128, 3, 20);
    let weights = weights(&config);
    let (mut encoder, _) = Encoder::read(Shape::parse(&config).unwrap(), weights.as_slice()).unwrap();
    let texts: [&[u32]; 4] =
        [&[0, 5, 9, 2], &[7], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], &[19, 19, 2]];
    for isa in Isa::here() {
        encoder.isa = isa;
        let together = encoder.states(&texts);
        let mut left = together.as_slice();
        for text in texts {
            let (own, others) = left.split_at(text.len() * 128);
            left = others;
            assert_eq!(own, encoder.states(&[text]), "texts worked on together do not see each other");
            for (own, exact) in own.chunks_exact(128).zip(plainly(&config, &weights, text).chunks_exact(128)) {
                let cosine = cosine(own, exact);
                assert!(cosine > 0.999, "{} {cosine}", isa.name());
            }
        }
    }
}

#[test]
fn a_text_longer_than_the_model_and_pieces_that_it_has_not_are_no_danger() {
    let config = config(64, 1, 4);
    let (encoder, _) = Encoder::read(Shape::parse(&config).unwrap(), weights(&config).as_slice()).unwrap();
    let long = vec![2; 100];
    assert_eq!(encoder.states(&[&long]).len(), 16 * 64);
    assert_eq!(encoder.states(&[&[], &[u32::MAX], &[]]).len(), 64);
    assert!(encoder.states(&[]).is_empty());
}

#[track_caller]
fn refused(config: &[u8], weights: &[u8]) -> EmbedError {
    Encoder::read(Shape::parse(config).unwrap(), weights).map(|_| ()).unwrap_err()
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    let config = config(64, 1, 8);
    let whole = weights(&config);
    for end in (0..whole.len()).step_by(997).chain([0, 7, 8, 9, whole.len() - 1]) {
        let error = refused(&config, &whole[..end]);
        assert!(matches!(error, EmbedError::Damaged { .. }), "{end}: {error}");
    }
    let longer = [whole.as_slice(), &[0]].concat();
    assert!(refused(&config, &longer).to_string().contains("longer than its header says"));
}

#[test]
fn weights_of_another_shape_are_another_model() {
    let config = config(64, 1, 8);
    let turned = file(&config, |name, shape| {
        let mut shape = shape.to_vec();
        if name.contains("intermediate") {
            shape.reverse();
        }
        shape
    });
    let error = refused(&config, &turned);
    assert!(matches!(error, EmbedError::WrongModel { .. }), "{error}");
    assert!(error.to_string().contains("thuchu model install"), "{error}");
    let deeper = super::tests::config(64, 2, 8);
    assert!(refused(&deeper, &weights(&config)).to_string().contains("is missing"));
}

#[test]
fn what_is_no_number_is_refused() {
    let config = config(64, 1, 8);
    let mut weights = weights(&config);
    let end = weights.len() - 4;
    weights[end..].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(refused(&config, &weights).to_string().contains("no number"));
}

#[test]
fn tensors_that_overlap_or_leave_a_gap_are_refused() {
    let header = |second: &str| {
        let header = format!(
            r#"{{"a":{{"dtype":"F32","shape":[2],"data_offsets":[0,8]}},"b":{{"dtype":"F32","shape":[1],"data_offsets":{second}}}}}"#
        );
        [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &[0; 64]].concat()
    };
    let config = config(64, 1, 8);
    for second in ["[4,8]", "[12,16]", "[8,4]", "[18446744073709551615,3]"] {
        let error = refused(&config, &header(second));
        assert!(error.to_string().contains("overlaps or leaves a gap"), "{second}: {error}");
    }
    let endless = [u64::MAX.to_le_bytes().as_slice(), &[0; 64]].concat();
    assert!(refused(&config, &endless).to_string().contains("too long"));
}

#[test]
fn a_config_of_another_model_is_refused_by_what_it_says() {
    let base: serde_json::Value = serde_json::from_slice(&config(384, 12, 250_037)).unwrap();
    assert!(Shape::parse(base.to_string().as_bytes()).is_ok());
    for (name, value) in [
        ("model_type", json!("xlm-roberta")),
        ("hidden_act", json!("relu")),
        ("position_embedding_type", json!("relative_key")),
        ("hidden_size", json!(768)),
        ("num_attention_heads", json!(usize::MAX)),
        ("intermediate_size", json!(1_000)),
        ("num_hidden_layers", json!(0)),
        ("vocab_size", json!(400_000_000)),
        ("max_position_embeddings", json!(1 << 30)),
        ("layer_norm_eps", json!(-1.0)),
    ] {
        let mut changed = base.clone();
        changed[name] = value;
        let error = Shape::parse(changed.to_string().as_bytes()).unwrap_err();
        assert!(matches!(error, EmbedError::WrongModel { .. }), "{name}: {error}");
    }
    for broken in ["", "{", "[]", "null", r#"{"model_type":"bert"}"#] {
        assert!(matches!(Shape::parse(broken.as_bytes()), Err(EmbedError::Damaged { .. })), "{broken}");
    }
}
