/** Whether a person may have another name. */

import { checkName } from "../names.ts";
import { type Rejected, rejected } from "../protocol.ts";
import { shorten } from "../text.ts";
import type { Roster } from "./roster.ts";
import type { Session } from "./session.ts";

/** The new name, or the response without a change; none when the name is the same. */
export function checkRename(
  roster: Roster,
  session: Session,
  wanted: string,
): { ok: true; name: string } | { ok: false; response?: Rejected } {
  const check = checkName(wanted);
  if (!check.ok) {
    const { code, value = shorten(wanted) } = check;
    return { ok: false, response: rejected(undefined, code, value) };
  }
  const { name } = check;
  const holder = roster.find(name);
  if (holder && holder !== session) {
    return { ok: false, response: rejected(undefined, "name-taken", name) };
  }
  const other = roster.lookalike(name, session);
  if (other) return { ok: false, response: rejected(undefined, "name-lookalike", other.name) };
  return name === session.name ? { ok: false } : { ok: true, name };
}
