//! What `config.json` says about a model, as far as we compute by it.

use serde::Deserialize;

use super::CONFIG;
use crate::error::EmbedError;
use crate::kernel::PANEL;

/// Sizes of an encoder that we can run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    pub(crate) hidden: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    /// Pieces at most in one text.
    pub(crate) positions: usize,
    /// Rows of the table of pieces; there may be a few more of them than pieces.
    pub(crate) words: usize,
    pub(crate) types: usize,
    pub(crate) epsilon: f32,
}

/// The names that every model of this family uses.
#[derive(Deserialize)]
struct Config {
    model_type: String,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    max_position_embeddings: usize,
    vocab_size: usize,
    type_vocab_size: usize,
    layer_norm_eps: f32,
    hidden_act: String,
    #[serde(default)]
    position_embedding_type: Option<String>,
}

impl Shape {
    /// Reads `config.json`; sizes are bounded, so that a changed file cannot ask for memory without end.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, EmbedError> {
        let config: Config =
            serde_json::from_slice(json).map_err(|error| EmbedError::damaged(CONFIG, error.to_string()))?;
        let wrong = |found: String, expected: &str| Err(EmbedError::wrong(CONFIG, found, expected));
        if config.model_type != "bert" {
            return wrong(format!("model_type is {:?}", short(&config.model_type)), "\"bert\"");
        }
        if config.hidden_act != "gelu" {
            return wrong(format!("hidden_act is {:?}", short(&config.hidden_act)), "\"gelu\"");
        }
        if let Some(kind) = config.position_embedding_type.filter(|kind| kind != "absolute") {
            return wrong(format!("position_embedding_type is {:?}", short(&kind)), "\"absolute\"");
        }
        if config.hidden_size != config.num_attention_heads.saturating_mul(32) {
            let found = format!("{} values for {} heads", config.hidden_size, config.num_attention_heads);
            return wrong(found, "32 values for each head");
        }
        for (name, size, most) in
            [("hidden_size", config.hidden_size, 1_024), ("intermediate_size", config.intermediate_size, 4_096)]
        {
            if size == 0 || size > most || !size.is_multiple_of(PANEL) {
                return wrong(format!("{name} is {size}"), "a multiple of 64");
            }
        }
        for (name, size, most) in [
            ("num_hidden_layers", config.num_hidden_layers, 24),
            ("max_position_embeddings", config.max_position_embeddings, 1_024),
            ("vocab_size", config.vocab_size, 300_000),
            ("type_vocab_size", config.type_vocab_size, 16),
        ] {
            if size == 0 || size > most {
                return wrong(format!("{name} is {size}"), &format!("1 to {most}"));
            }
        }
        if !(config.layer_norm_eps > 0.0 && config.layer_norm_eps < 0.1) {
            return wrong(format!("layer_norm_eps is {}", config.layer_norm_eps), "a small positive number");
        }
        Ok(Self {
            hidden: config.hidden_size,
            layers: config.num_hidden_layers,
            heads: config.num_attention_heads,
            inner: config.intermediate_size,
            positions: config.max_position_embeddings,
            words: config.vocab_size,
            types: config.type_vocab_size,
            epsilon: config.layer_norm_eps,
        })
    }
}

/// What a hostile file says is not repeated at length.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
