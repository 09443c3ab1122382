-- How editors show who they are. No row before the first password. `totp` is sealed; a code's step is used once.
CREATE TABLE access (
  editor_id {BYTES} PRIMARY KEY REFERENCES editor (id), password_hash TEXT NOT NULL, totp {BYTES},
  totp_step BIGINT NOT NULL
);
CREATE TABLE recovery_code (
  editor_id {BYTES} NOT NULL REFERENCES editor (id), code_hash {BYTES} NOT NULL, PRIMARY KEY (editor_id, code_hash)
);

-- Links that give access once: the first set-up (no editor), an invitation, a new start for who lost access.
CREATE TABLE access_link (
  token_hash {BYTES} PRIMARY KEY, editor_id {BYTES} UNIQUE REFERENCES editor (id), until BIGINT NOT NULL
);

-- Log-ins that stand. Half-way ones have no `factor_at`. `pending` is a sealed second factor that is being set up.
CREATE TABLE login (
  id_hash {BYTES} PRIMARY KEY, editor_id {BYTES} NOT NULL REFERENCES editor (id), since BIGINT NOT NULL,
  seen_at BIGINT NOT NULL, factor_at BIGINT, pending {BYTES}
);
CREATE INDEX login_editor ON login (editor_id);

-- Wrong guesses, by a keyed hash of what was guessed at.
CREATE TABLE guess (
  key_hash {BYTES} PRIMARY KEY, wrong BIGINT NOT NULL, open_at BIGINT NOT NULL, last_at BIGINT NOT NULL
);

-- Changes of trust that wait for a second editor, and what became of them. One may wait for each publisher.
CREATE TABLE trust_proposal (
  id {BYTES} PRIMARY KEY, publisher_id {BYTES} NOT NULL REFERENCES publisher (id), from_trust TEXT NOT NULL,
  to_trust TEXT NOT NULL, proposed_by {BYTES} NOT NULL REFERENCES editor (id), proposed_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'withdrawn')),
  decided_by {BYTES} REFERENCES editor (id), decided_at BIGINT,
  CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by))
);
CREATE UNIQUE INDEX trust_proposal_open ON trust_proposal (publisher_id) WHERE state = 'open';
