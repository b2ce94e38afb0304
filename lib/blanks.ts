/** Runs of blanks, as a terminal and a console show them. */

// What a font shows as blank: spaces, a tab, the empty cells and signs of some scripts.
const BLANK = String.raw`[\p{Zs}\t\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}]`;
const EXCESS_BLANKS = new RegExp(`(?<=${BLANK}{16})${BLANK}{1,64}`, "gu");
// Fast path: matches every text that has a run to shorten, and hardly any other. The last two rows
// are the halves of the characters above U+FFFF.
const MAYBE_EXCESS_BLANKS = new RegExp(
  [
    String.raw`[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000`,
    String.raw`\ud80d\udc41\udc42`,
    String.raw`\ud81b\udfe4\ud834\udd59]{17}`,
  ].join(""),
);

/** How a tab is shown: a terminal would move the cursor to a place of its own. */
const TAB = "    ";

/**
 * Shows tabs as blanks, and shortens every run of blanks to 16, for a terminal: a longer one may reach
 * the edge of the window, and what follows it would look like a row of another person. Only for
 * display: a log and the structured dialect keep the text.
 *
 * @param text The text, sanitized (see `safeText`).
 */
export function shortenBlanks(text: string): string {
  const shown = text.includes("\t") ? text.replaceAll("\t", TAB) : text;
  return MAYBE_EXCESS_BLANKS.test(shown) ? shown.replace(EXCESS_BLANKS, "") : shown;
}
