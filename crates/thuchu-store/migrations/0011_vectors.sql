-- Vectors of the wordings of published claims, so that a model computes each once: they follow from texts that are public and from
-- the model alone, and may be deleted at any time. A message's vector would be its words in another form; it is never kept.
CREATE TABLE claim_vector (
  model {BYTES} NOT NULL, text_hash {BYTES} NOT NULL, vector {BYTES} NOT NULL, made_on TEXT NOT NULL,
  PRIMARY KEY (model, text_hash)
);
