-- Who is told when a check is published, corrected or withdrawn. What is told waits in the outbox, a topic for each receiver.
CREATE TABLE webhook (
  id {BYTES} PRIMARY KEY, url TEXT NOT NULL, secret {BYTES} NOT NULL, events TEXT NOT NULL, active BIGINT NOT NULL,
  since BIGINT NOT NULL, failures BIGINT NOT NULL, rest_until BIGINT NOT NULL
);
CREATE TABLE webhook_try (
  id {BYTES} PRIMARY KEY, webhook_id {BYTES} NOT NULL REFERENCES webhook (id), message TEXT NOT NULL, event TEXT NOT NULL,
  at BIGINT NOT NULL, attempt BIGINT NOT NULL, status BIGINT, problem TEXT
);
CREATE INDEX webhook_try_hook ON webhook_try (webhook_id, at);
CREATE INDEX webhook_try_at ON webhook_try (at);

-- Lists of checks of others that are fetched again and again.
CREATE TABLE import_source (
  id {BYTES} PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL UNIQUE, format TEXT NOT NULL, hours BIGINT NOT NULL,
  trust TEXT NOT NULL, licence TEXT NOT NULL, is_whole BIGINT NOT NULL, others BIGINT NOT NULL, active BIGINT NOT NULL,
  since BIGINT NOT NULL, due_at BIGINT NOT NULL, lease_until BIGINT NOT NULL, fence BIGINT NOT NULL,
  etag TEXT, modified TEXT, failures BIGINT NOT NULL, last_at BIGINT, last_outcome TEXT, last_run {BYTES} REFERENCES import_run (id)
);
CREATE INDEX import_source_due ON import_source (active, due_at);
