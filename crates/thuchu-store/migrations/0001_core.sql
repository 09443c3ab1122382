-- Small facts of the desk: settings, and the counters that order changes.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counter (name, value) VALUES ('change', 0);

-- The people who log in.
CREATE TABLE editor (
  id {BYTES} PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  active BIGINT NOT NULL, since BIGINT NOT NULL
);

-- Who makes imported checks.
CREATE TABLE publisher (
  id {BYTES} PRIMARY KEY, name TEXT NOT NULL, site TEXT NOT NULL UNIQUE, langs TEXT NOT NULL,
  affiliation TEXT NOT NULL, trust TEXT NOT NULL, change_number BIGINT NOT NULL, added_at BIGINT NOT NULL
);
CREATE INDEX publisher_change ON publisher (change_number);

-- Runs of imports and what they could not use.
CREATE TABLE import_run (
  id {BYTES} PRIMARY KEY, source TEXT NOT NULL, source_hash {BYTES}, options TEXT NOT NULL, state TEXT NOT NULL,
  byte_offset BIGINT NOT NULL, line BIGINT NOT NULL, counts TEXT NOT NULL, started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE import_problem (
  run_id {BYTES} NOT NULL REFERENCES import_run (id), number BIGINT NOT NULL, line BIGINT NOT NULL,
  code TEXT NOT NULL, reason TEXT NOT NULL, excerpt TEXT NOT NULL, PRIMARY KEY (run_id, number)
);

-- The work on claims.
CREATE TABLE claim (id {BYTES} PRIMARY KEY, text TEXT NOT NULL, lang TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE review (
  id {BYTES} PRIMARY KEY, claim_id {BYTES} NOT NULL REFERENCES claim (id), state TEXT NOT NULL,
  revision BIGINT NOT NULL, published_version BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE INDEX review_claim ON review (claim_id);
CREATE TABLE draft (
  review_id {BYTES} PRIMARY KEY REFERENCES review (id), revision BIGINT NOT NULL, content TEXT NOT NULL,
  changed_by TEXT NOT NULL, approved_by {BYTES} REFERENCES editor (id), approved_at BIGINT, updated_at BIGINT NOT NULL
);
CREATE TABLE review_version (
  review_id {BYTES} NOT NULL REFERENCES review (id), number BIGINT NOT NULL, content TEXT NOT NULL,
  content_hash {BYTES} NOT NULL, approved_by {BYTES} NOT NULL REFERENCES editor (id), at BIGINT NOT NULL,
  PRIMARY KEY (review_id, number)
);

-- What is published. The wide columns repeat parts of the newest version, for the index loader.
CREATE TABLE checks (
  id {BYTES} PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, change_number BIGINT NOT NULL,
  origin TEXT NOT NULL, publisher_id {BYTES} REFERENCES publisher (id), review_id {BYTES} REFERENCES review (id),
  review_version BIGINT, url TEXT, url_key BIGINT, fetched_at BIGINT,
  state TEXT NOT NULL, withdraw_reason TEXT, replaced_by {BYTES},
  version BIGINT NOT NULL, content_hash {BYTES} NOT NULL,
  lang TEXT NOT NULL, wordings TEXT NOT NULL, title TEXT, links TEXT NOT NULL, rating_label TEXT NOT NULL,
  rating_key TEXT, rating_value BIGINT, claim_date TEXT, review_date TEXT, holds_until BIGINT,
  last_run {BYTES}, updated_at BIGINT NOT NULL
);
CREATE INDEX checks_change ON checks (change_number);
CREATE INDEX checks_url ON checks (url_key);
CREATE TABLE check_version (
  check_id {BYTES} NOT NULL, number BIGINT NOT NULL, content TEXT NOT NULL, content_hash {BYTES} NOT NULL,
  at BIGINT NOT NULL, PRIMARY KEY (check_id, number)
);

-- The audit chain and its head.
CREATE TABLE audit_entry (
  number BIGINT PRIMARY KEY, at BIGINT NOT NULL, by_editors TEXT NOT NULL, act TEXT NOT NULL,
  object_kind TEXT NOT NULL, object_id {BYTES} NOT NULL, detail TEXT NOT NULL, hash {BYTES} NOT NULL
);
CREATE TABLE audit_head (id BIGINT PRIMARY KEY, number BIGINT NOT NULL, hash {BYTES} NOT NULL);

-- Work that must happen once in effect.
CREATE TABLE job (
  id {BYTES} PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, effect TEXT UNIQUE, due_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL, fence BIGINT NOT NULL, lease_until BIGINT NOT NULL, last_problem TEXT
);
CREATE INDEX job_due ON job (due_at);
CREATE TABLE outbox (
  id {BYTES} PRIMARY KEY, topic TEXT NOT NULL, payload TEXT NOT NULL, effect TEXT UNIQUE, due_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL, fence BIGINT NOT NULL, lease_until BIGINT NOT NULL, last_problem TEXT
);
CREATE INDEX outbox_due ON outbox (due_at);
CREATE TABLE effect (name TEXT PRIMARY KEY, at BIGINT NOT NULL);

-- Files in the data folder.
CREATE TABLE blob (sha256 {BYTES} PRIMARY KEY, bytes BIGINT NOT NULL, at BIGINT NOT NULL);
