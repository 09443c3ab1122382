-- Passkeys: what an editor's device signs with. Only the public half is here. `sign_count` never falls, where a device
-- counts at all.
CREATE TABLE passkey (
  credential_id {BYTES} PRIMARY KEY, editor_id {BYTES} NOT NULL REFERENCES editor (id), name TEXT NOT NULL,
  public_key {BYTES} NOT NULL, sign_count BIGINT NOT NULL, since BIGINT NOT NULL
);
CREATE INDEX passkey_editor ON passkey (editor_id);

-- Challenges that were answered rightly, until they run out: none is answered twice.
CREATE TABLE spent_challenge (
  hash {BYTES} PRIMARY KEY, until BIGINT NOT NULL
);
