//! The matching engine: fingerprints, index, score, decision, explanation, evaluation.
