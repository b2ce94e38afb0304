/** How a terminal is written to: with colours or without, and whether lines are only added. */

/** Looks up an environment variable. */
export type Env = (name: string) => string | undefined;

/** Whether colours may be used, by the switches and by `NO_COLOR` (no-color.org) and `TERM`. */
export function isColored(switches: Set<string>, env: Env): boolean {
  return !switches.has("no-color") && !env("NO_COLOR") &&
    !/^(?:dumb$|vt\d)/.test(env("TERM") ?? "");
}

/** Whether lines are only added, by the switches and by `TERM`. */
export function isSimple(switches: Set<string>, env: Env): boolean {
  return switches.has("simple") || env("TERM") === "dumb";
}

/**
 * Whether the terminal says that it knows no more than a VT100 does: no title, no bracketed paste, no
 * reports of its focus. What it does not know may be shown as text.
 */
export function isBasic(env: Env): boolean {
  return /^(?:vt\d|linux|ansi|cons)/.test(env("TERM") ?? "");
}
