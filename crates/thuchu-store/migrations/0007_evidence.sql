-- Our copies of sources. `content` names what was sent: the same content at the same address is one copy.
CREATE TABLE capture (
  id {BYTES} PRIMARY KEY, way TEXT NOT NULL CHECK (way IN ('fetched', 'uploaded')), url TEXT NOT NULL, url_key BIGINT NOT NULL,
  final_url TEXT NOT NULL, status BIGINT, facts TEXT NOT NULL, content {BYTES} NOT NULL, at BIGINT NOT NULL,
  by_editor {BYTES} REFERENCES editor (id)
);
CREATE UNIQUE INDEX capture_content ON capture (content);
CREATE INDEX capture_url ON capture (url_key);
CREATE TABLE capture_file (
  capture_id {BYTES} NOT NULL REFERENCES capture (id),
  role TEXT NOT NULL CHECK (role IN ('page', 'document', 'text', 'warc', 'screenshot')),
  media_type TEXT NOT NULL, sha256 {BYTES} NOT NULL REFERENCES blob (sha256), bytes BIGINT NOT NULL,
  PRIMARY KEY (capture_id, role)
);
CREATE INDEX capture_file_sha256 ON capture_file (sha256);

-- What an editor asked to be copied, and how far it is. One at a time for a source.
CREATE TABLE copy_request (
  id {BYTES} PRIMARY KEY, review_id {BYTES} NOT NULL REFERENCES review (id), evidence_id {BYTES} NOT NULL, url TEXT NOT NULL,
  step TEXT NOT NULL, problem TEXT, capture_id {BYTES} REFERENCES capture (id), by_editor {BYTES} NOT NULL REFERENCES editor (id),
  at BIGINT NOT NULL, UNIQUE (review_id, evidence_id)
);

-- What was found when a source was looked at again. Lines are added, none is changed.
CREATE TABLE source_look (
  capture_id {BYTES} NOT NULL REFERENCES capture (id), at BIGINT NOT NULL,
  finding TEXT NOT NULL CHECK (finding IN ('same', 'changed', 'moved', 'gone', 'unreachable', 'kept_out')),
  status BIGINT, url TEXT, copy_id {BYTES} REFERENCES capture (id), PRIMARY KEY (capture_id, at)
);
CREATE TABLE source_watch (
  capture_id {BYTES} PRIMARY KEY REFERENCES capture (id), due_at BIGINT NOT NULL, fence BIGINT NOT NULL, misses BIGINT NOT NULL
);
CREATE INDEX source_watch_due ON source_watch (due_at);

-- Which copies a published version rests on.
CREATE TABLE version_evidence (
  review_id {BYTES} NOT NULL, number BIGINT NOT NULL, evidence_id {BYTES} NOT NULL,
  capture_id {BYTES} NOT NULL REFERENCES capture (id), is_primary BIGINT NOT NULL,
  PRIMARY KEY (review_id, number, evidence_id), UNIQUE (review_id, number, evidence_id, is_primary)
);
CREATE INDEX version_evidence_capture ON version_evidence (capture_id);

-- A version names the copy of a primary source that it rests on, and that is a constraint. `rests_on` is missing in versions
-- alone that were published before there were copies: those, and no others, stand in `version_before_copies`.
CREATE TABLE version_before_copies (
  review_id {BYTES} NOT NULL, number BIGINT NOT NULL, waived BIGINT NOT NULL CHECK (waived = 1), PRIMARY KEY (review_id, number),
  UNIQUE (review_id, number, waived)
);
INSERT INTO version_before_copies (review_id, number, waived) SELECT review_id, number, 1 FROM review_version;
CREATE TABLE review_version_kept (
  review_id {BYTES} NOT NULL, number BIGINT NOT NULL, content TEXT NOT NULL,
  content_hash {BYTES} NOT NULL, at BIGINT NOT NULL,
  changed_by {BYTES} NOT NULL, changed_hand TEXT NOT NULL CHECK (changed_hand = 'changed'),
  approved_by {BYTES} NOT NULL, approved_hand TEXT NOT NULL CHECK (approved_hand = 'approved'),
  rests_on {BYTES}, rests_on_primary BIGINT CHECK (rests_on_primary IS NULL OR rests_on_primary = 1), waived BIGINT,
  PRIMARY KEY (review_id, number), CHECK (number > 0), CHECK (approved_by <> changed_by),
  CHECK ((rests_on IS NOT NULL AND rests_on_primary IS NOT NULL) OR waived IS NOT NULL),
  FOREIGN KEY (review_id, number, changed_by, changed_hand) REFERENCES version_hand (review_id, number, editor_id, hand),
  FOREIGN KEY (review_id, number, approved_by, approved_hand) REFERENCES version_hand (review_id, number, editor_id, hand),
  FOREIGN KEY (review_id, number, rests_on, rests_on_primary)
    REFERENCES version_evidence (review_id, number, evidence_id, is_primary),
  FOREIGN KEY (review_id, number, waived) REFERENCES version_before_copies (review_id, number, waived)
);
INSERT INTO review_version_kept (review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by,
  approved_hand, rests_on, rests_on_primary, waived)
  SELECT review_id, number, content, content_hash, at, changed_by, changed_hand, approved_by, approved_hand, NULL, NULL, 1
  FROM review_version;
CREATE TABLE correction_kept (
  review_id {BYTES} NOT NULL, number BIGINT NOT NULL, check_id {BYTES} NOT NULL REFERENCES checks (id),
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'update')), text TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (review_id, number), FOREIGN KEY (review_id, number) REFERENCES review_version_kept (review_id, number)
);
INSERT INTO correction_kept (review_id, number, check_id, kind, text, at)
  SELECT review_id, number, check_id, kind, text, at FROM correction;
DROP TABLE correction;
DROP TABLE review_version;
ALTER TABLE review_version_kept RENAME TO review_version;
ALTER TABLE correction_kept RENAME TO correction;
CREATE INDEX correction_at ON correction (at);

-- Pages of organisations on social hosts: what one editor said and another one confirmed. Nothing else of such a host is kept.
CREATE TABLE official_page (
  url TEXT PRIMARY KEY, organisation TEXT NOT NULL, asked_by {BYTES} NOT NULL REFERENCES editor (id), asked_at BIGINT NOT NULL,
  confirmed_by {BYTES} REFERENCES editor (id), confirmed_at BIGINT, CHECK (confirmed_by IS NULL OR confirmed_by <> asked_by)
);

-- Outside time-stamps (RFC 3161) of the manifest of a version.
CREATE TABLE time_stamp (
  check_id {BYTES} NOT NULL REFERENCES checks (id), number BIGINT NOT NULL, manifest {BYTES} NOT NULL REFERENCES blob (sha256),
  token {BYTES} REFERENCES blob (sha256), stamped_at BIGINT, at BIGINT NOT NULL, PRIMARY KEY (check_id, number)
);
DELETE FROM setting WHERE name = 'gate.snapshot';
