/**
 * The schema of a history, as ordered migrations. The version of a file is the number of migrations
 * applied to it. A released migration never changes; new ones are appended. [edge]
 */

import type { DatabaseSync } from "node:sqlite";

/** Marks an SQLite file as a history (sqlite.org/pragma.html#pragma_application_id): "chat". */
export const APPLICATION_ID = 0x63686174;

/** The n-th migration, counted from 1, upgrades a file of version n - 1 to version n. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,         -- ms since 1970
    type TEXT NOT NULL,
    by_session INTEGER NOT NULL,   -- whose words these are; 0 for the room itself
    to_session INTEGER NOT NULL,   -- who alone may see it beside them; 0 for everybody
    entry TEXT NOT NULL            -- all of it, as the structured dialect tells it
  ) STRICT;
  CREATE INDEX public_messages ON entries (seq)
    WHERE to_session = 0 AND type IN ('said', 'notice');
  CREATE INDEX whispers ON entries (to_session, seq)
    WHERE type = 'whispered';
  CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, even when nothing else is left of it
    token_hash TEXT UNIQUE,               -- SHA-256 in hexadecimal; null: never told a token
    name TEXT NOT NULL,
    since INTEGER NOT NULL,
    after INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    received INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    is_gone INTEGER NOT NULL,
    rejected TEXT NOT NULL                -- the answers to messages that were not said, as JSON
  ) STRICT;
  `,
  `
  CREATE TABLE state (              -- one row
    needs_log INTEGER NOT NULL,     -- 1 in a main file that is not complete without its -wal file
    believed_date INTEGER           -- the last date believed, ms since 1970; null: the clock is
  ) STRICT;
  INSERT INTO state VALUES (0, NULL);
  `,
  `
  ALTER TABLE sessions ADD COLUMN address TEXT; -- last connected from there; null: not known
  `,
  `
  ALTER TABLE state ADD COLUMN is_locked INTEGER NOT NULL DEFAULT 0; -- 1: nobody new is let in
  `,
  `
  CREATE TABLE sanctions (          -- the oldest first
    kind TEXT NOT NULL,             -- ban: is kept out; mute: may only read
    name TEXT NOT NULL,
    token_hash TEXT,                -- as in sessions; null: a person without one, or only the name
    address TEXT,                   -- IPv4, or the /64 of IPv6; null: the address is not banned
    until INTEGER,                  -- ms since 1970; null: until a pardon
    reason TEXT NOT NULL            -- empty: the host gave none
  ) STRICT;
  `,
  `
  ALTER TABLE state ADD COLUMN password TEXT; -- salt and number, see PasswordVerifier; null: none
  `,
  `
  ALTER TABLE state ADD COLUMN stream TEXT;       -- of a room on several servers; null: alone
  ALTER TABLE state ADD COLUMN stream_seq INTEGER; -- its last message that is recorded here
  ALTER TABLE state ADD COLUMN begins_at INTEGER NOT NULL DEFAULT 0; -- entries before are not read
  `,
];

/** Reads the version of a file: the number of migrations applied to it. */
export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()!["user_version"]);
}

/** Whether a file is a history, or an empty database, which may become one. */
export function isOurs(db: DatabaseSync): boolean {
  const id = db.prepare("PRAGMA application_id").get()!["application_id"];
  if (id === APPLICATION_ID) return true;
  return id === 0 && db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

/**
 * Upgrades a file to the newest version. The caller begins and commits the transaction.
 *
 * @param migrations All migrations, in order. @default {`MIGRATIONS`}
 */
export function migrate(db: DatabaseSync, migrations = MIGRATIONS): void {
  for (const migration of migrations.slice(versionOf(db))) db.exec(migration);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}
