/** The rows of the tables: converts entries, sessions and sanctions to SQL values, and back. Pure. */

import type { Logged } from "../chat/logged.ts";
import type { Sanction } from "../chat/sanction.ts";
import type { SessionRecord } from "../chat/session.ts";

/** A row of a result, by column name. */
export type Row = Record<string, unknown>;

/** A value of a column that is written. */
export type SqlValue = string | number | null;

/** Converts an entry to the values of a row of `entries`. */
export function toEntryRow({ entry, by, to }: Logged): SqlValue[] {
  return [entry.seq, entry.time, entry.type, by, to, JSON.stringify(entry)];
}

/** Converts a row of `entries` to an entry. */
export function toLogged(row: Row): Logged {
  const { by_session, to_session, entry } = row;
  return { entry: JSON.parse(String(entry)), by: Number(by_session), to: Number(to_session) };
}

/** Converts a session to the values of a row of `sessions`. */
export function toSessionRow(record: SessionRecord): SqlValue[] {
  return [
    record.id,
    record.tokenHash,
    record.name,
    record.since,
    record.joinedAfterSeq,
    record.lastId,
    record.ackedSeq,
    record.resolvedSeq,
    record.isGone ? 1 : 0,
    JSON.stringify(record.rejected),
    record.address,
  ];
}

/** Converts a row of `sessions` to a session. */
export function toSessionRecord(row: Row): SessionRecord {
  return {
    id: Number(row["id"]),
    tokenHash: row["token_hash"] as string | null,
    name: String(row["name"]),
    address: row["address"] as string | null,
    since: Number(row["since"]),
    joinedAfterSeq: Number(row["after"]),
    lastId: Number(row["last_id"]),
    ackedSeq: Number(row["received"]),
    resolvedSeq: Number(row["settled"]),
    isGone: row["is_gone"] === 1,
    rejected: JSON.parse(String(row["rejected"])),
  };
}

/** Converts a sanction to the values of a row of `sanctions`. */
export function toSanctionRow(sanction: Sanction): SqlValue[] {
  const { kind, name, tokenHash, address, until, reason } = sanction;
  return [kind, name, tokenHash, address, until, reason];
}

/** Converts a row of `sanctions` to a sanction. */
export function toSanction(row: Row): Sanction {
  return {
    kind: row["kind"] === "mute" ? "mute" : "ban",
    name: String(row["name"]),
    tokenHash: row["token_hash"] as string | null,
    address: row["address"] as string | null,
    until: row["until"] as number | null,
    reason: String(row["reason"]),
  };
}
