-- What people sent, cleaned and sealed. `wording_hash` and `received_hash` are keyed. `shown` = 0 until the next batch.
CREATE TABLE cluster (
  id {BYTES} PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'not_checkable', 'removed', 'merged')),
  opened TEXT NOT NULL, lang TEXT NOT NULL, topic TEXT, wording TEXT, wording_of {BYTES}, shown BIGINT NOT NULL,
  demand BIGINT NOT NULL, recent BIGINT NOT NULL, assignee {BYTES} REFERENCES editor (id), due TEXT,
  review_id {BYTES} REFERENCES review (id), check_id {BYTES} REFERENCES checks (id), merged_into {BYTES},
  closing_reason TEXT, taken_up_at BIGINT, answered_at BIGINT, revision BIGINT NOT NULL,
  CHECK (state <> 'answered' OR (check_id IS NOT NULL AND answered_at IS NOT NULL)),
  CHECK (state <> 'merged' OR merged_into IS NOT NULL),
  CHECK (state NOT IN ('not_checkable', 'removed') OR (closing_reason IS NOT NULL AND wording_of IS NULL))
);
CREATE INDEX cluster_queue ON cluster (state, shown, demand, id);
CREATE INDEX cluster_review ON cluster (review_id);
CREATE INDEX cluster_check ON cluster (check_id);
CREATE INDEX cluster_assignee ON cluster (assignee, state);
CREATE TABLE demand (
  cluster_id {BYTES} NOT NULL REFERENCES cluster (id), day TEXT NOT NULL, askers BIGINT NOT NULL, waiting BIGINT NOT NULL,
  PRIMARY KEY (cluster_id, day)
);
CREATE TABLE message (
  id {BYTES} PRIMARY KEY, cluster_id {BYTES} NOT NULL REFERENCES cluster (id), day TEXT NOT NULL, lang TEXT NOT NULL,
  sealed {BYTES} NOT NULL, wording_hash {BYTES} NOT NULL, shown BIGINT NOT NULL
);
CREATE INDEX message_cluster ON message (cluster_id, shown);
CREATE INDEX message_day ON message (day);
CREATE TABLE media (
  id {BYTES} PRIMARY KEY, message_id {BYTES} NOT NULL REFERENCES message (id), number BIGINT NOT NULL,
  received_hash {BYTES} NOT NULL, png BIGINT NOT NULL, sealed {BYTES} NOT NULL
);
CREATE INDEX media_message ON media (message_id);
CREATE INDEX media_received ON media (received_hash);

-- What is owed for it. The address, and the message it belongs to, are sealed together.
CREATE TABLE answer_owed (
  id {BYTES} PRIMARY KEY, cluster_id {BYTES} NOT NULL REFERENCES cluster (id), sealed {BYTES} NOT NULL,
  tell_changes BIGINT NOT NULL, told BIGINT NOT NULL, since TEXT NOT NULL, answered TEXT
);
CREATE INDEX answer_owed_cluster ON answer_owed (cluster_id);
CREATE TABLE receipt (
  code_hash {BYTES} PRIMARY KEY, cluster_id {BYTES} NOT NULL REFERENCES cluster (id), sealed {BYTES} NOT NULL,
  since TEXT NOT NULL, answered TEXT
);
CREATE INDEX receipt_cluster ON receipt (cluster_id);

-- What is not taken again: keyed hashes of pictures and wordings that were removed at once.
CREATE TABLE blocked (hash {BYTES} PRIMARY KEY, kind TEXT NOT NULL, since TEXT NOT NULL);

-- Counts that stay. Only days and months.
CREATE TABLE closing (
  month TEXT NOT NULL, reason TEXT NOT NULL, clusters BIGINT NOT NULL, messages BIGINT NOT NULL, PRIMARY KEY (month, reason)
);
CREATE TABLE asked (check_id {BYTES} NOT NULL, day TEXT NOT NULL, askers BIGINT NOT NULL, PRIMARY KEY (check_id, day));
CREATE TABLE outcome (
  day TEXT NOT NULL, outcome TEXT NOT NULL, lang TEXT NOT NULL, asks BIGINT NOT NULL, PRIMARY KEY (day, outcome, lang)
);

-- The desk's work on clusters.
CREATE TABLE cluster_act (
  id {BYTES} PRIMARY KEY, cluster_id {BYTES} NOT NULL REFERENCES cluster (id), act TEXT NOT NULL, detail TEXT NOT NULL,
  by_editor {BYTES} NOT NULL REFERENCES editor (id), at BIGINT NOT NULL, undone BIGINT NOT NULL
);
CREATE INDEX cluster_act_cluster ON cluster_act (cluster_id);
CREATE TABLE suggestion_judged (
  cluster_id {BYTES} NOT NULL REFERENCES cluster (id), check_id {BYTES} NOT NULL, confirmed BIGINT NOT NULL,
  probability TEXT NOT NULL, features TEXT NOT NULL, by_editor {BYTES} NOT NULL REFERENCES editor (id), day TEXT NOT NULL,
  PRIMARY KEY (cluster_id, check_id)
);
CREATE TABLE saved_view (
  id {BYTES} PRIMARY KEY, editor_id {BYTES} NOT NULL REFERENCES editor (id), name TEXT NOT NULL, filter TEXT NOT NULL
);
CREATE TABLE seen_by_reader (editor_id {BYTES} NOT NULL REFERENCES editor (id), day TEXT NOT NULL, PRIMARY KEY (editor_id, day));

-- Reviews: the two-person rule is a constraint. Every editor has one hand in a version: one who changed it cannot be the
-- one who approved it, and a version names one of each.
ALTER TABLE review ADD COLUMN assignee {BYTES} REFERENCES editor (id);
ALTER TABLE review ADD COLUMN due TEXT;
ALTER TABLE review ADD COLUMN publish_at BIGINT;
CREATE INDEX checks_review ON checks (review_id);
DROP TABLE review_version;
DROP TABLE draft;
CREATE TABLE version_hand (
  review_id {BYTES} NOT NULL REFERENCES review (id), number BIGINT NOT NULL, editor_id {BYTES} NOT NULL REFERENCES editor (id),
  hand TEXT NOT NULL CHECK (hand IN ('changed', 'approved')), PRIMARY KEY (review_id, number, editor_id),
  UNIQUE (review_id, number, editor_id, hand)
);
CREATE UNIQUE INDEX version_hand_approved ON version_hand (review_id, number) WHERE hand = 'approved';
CREATE TABLE draft (
  review_id {BYTES} PRIMARY KEY REFERENCES review (id), number BIGINT NOT NULL, revision BIGINT NOT NULL,
  content TEXT NOT NULL, approved_revision BIGINT, approved_by {BYTES}, approved_hand TEXT, approved_at BIGINT,
  updated_by {BYTES} NOT NULL REFERENCES editor (id), updated_at BIGINT NOT NULL,
  CHECK (approved_revision IS NULL OR (approved_revision = revision AND approved_by IS NOT NULL
    AND approved_hand = 'approved' AND approved_at IS NOT NULL)),
  FOREIGN KEY (review_id, number, approved_by, approved_hand) REFERENCES version_hand (review_id, number, editor_id, hand)
);
CREATE TABLE draft_history (
  review_id {BYTES} NOT NULL REFERENCES review (id), revision BIGINT NOT NULL, number BIGINT NOT NULL, content TEXT NOT NULL,
  by_editor {BYTES} NOT NULL REFERENCES editor (id), at BIGINT NOT NULL, PRIMARY KEY (review_id, revision)
);
CREATE TABLE review_note (
  id {BYTES} PRIMARY KEY, review_id {BYTES} NOT NULL REFERENCES review (id), by_editor {BYTES} NOT NULL REFERENCES editor (id),
  at BIGINT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX review_note_review ON review_note (review_id);
CREATE INDEX review_state ON review (state, updated_at);
CREATE TABLE review_version (
  review_id {BYTES} NOT NULL REFERENCES review (id), number BIGINT NOT NULL, content TEXT NOT NULL,
  content_hash {BYTES} NOT NULL, at BIGINT NOT NULL,
  changed_by {BYTES} NOT NULL, changed_hand TEXT NOT NULL CHECK (changed_hand = 'changed'),
  approved_by {BYTES} NOT NULL, approved_hand TEXT NOT NULL CHECK (approved_hand = 'approved'),
  PRIMARY KEY (review_id, number), CHECK (number > 0), CHECK (approved_by <> changed_by),
  FOREIGN KEY (review_id, number, changed_by, changed_hand) REFERENCES version_hand (review_id, number, editor_id, hand),
  FOREIGN KEY (review_id, number, approved_by, approved_hand) REFERENCES version_hand (review_id, number, editor_id, hand)
);

-- What readers are told about versions, and what takes a check back.
CREATE TABLE correction (
  review_id {BYTES} NOT NULL, number BIGINT NOT NULL, check_id {BYTES} NOT NULL REFERENCES checks (id),
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'update')), text TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (review_id, number), FOREIGN KEY (review_id, number) REFERENCES review_version (review_id, number)
);
CREATE INDEX correction_at ON correction (at);
CREATE TABLE withdrawal (
  id {BYTES} PRIMARY KEY, check_id {BYTES} NOT NULL REFERENCES checks (id), reason TEXT NOT NULL, text TEXT NOT NULL,
  asked_by {BYTES} NOT NULL REFERENCES editor (id), asked_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'refused')), decided_by {BYTES} REFERENCES editor (id),
  decided_at BIGINT, CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> asked_by))
);
CREATE UNIQUE INDEX withdrawal_open ON withdrawal (check_id) WHERE state = 'open';

-- Replies and appeals. The words are sealed; `statement` and `signed` are a reply as it is published.
CREATE TABLE appeal (
  id {BYTES} PRIMARY KEY, check_id {BYTES} NOT NULL REFERENCES checks (id), kind TEXT NOT NULL CHECK (kind IN ('reply', 'appeal')),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused')), code_hash {BYTES} NOT NULL UNIQUE, sealed {BYTES},
  received TEXT NOT NULL, due TEXT NOT NULL, decided_by {BYTES} REFERENCES editor (id), decided TEXT, outcome TEXT,
  statement TEXT, signed TEXT,
  CHECK (state = 'open' OR (decided_by IS NOT NULL AND decided IS NOT NULL AND outcome IS NOT NULL))
);
CREATE INDEX appeal_state ON appeal (state, received);
CREATE INDEX appeal_check ON appeal (check_id);

-- The head of the audit chain at the end of each day, as it was published.
CREATE TABLE audit_daily (day TEXT PRIMARY KEY, number BIGINT NOT NULL, hash {BYTES} NOT NULL);

-- How an editor signs in public: 'desk', 'name' or 'initials'.
ALTER TABLE editor ADD COLUMN byline TEXT NOT NULL DEFAULT 'desk';
