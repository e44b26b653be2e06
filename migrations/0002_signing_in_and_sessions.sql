-- Only hashes are kept: whoever reads this table cannot sign in with it.
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  device TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_person ON sessions (person_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE sign_in_codes (
  id TEXT PRIMARY KEY,
  mail TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  -- Who was here without a mail address when it was asked for, and wants this one.
  for_person TEXT REFERENCES people (id) ON DELETE CASCADE,
  tries INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX sign_in_codes_of_browser ON sign_in_codes (browser_hash, made_at);

-- A one-time address that signs one person in: printed cards and the demo village.
CREATE TABLE sign_in_cards (
  hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL DEFAULT '',
  device TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX passkeys_of_person ON passkeys (person_id);

CREATE TABLE passkey_challenges (
  browser_hash TEXT PRIMARY KEY,
  challenge TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
