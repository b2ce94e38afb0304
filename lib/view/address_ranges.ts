/** The e-mail addresses and URLs in a text: what stands in them is no word of a sentence. */

import { SCRIPTS_WITHOUT_BLANKS } from "./word_edges.ts";

/** A part of a text, from the first UTF-16 unit to the one after the last. */
export interface Range {
  /** The index of the first. */
  from: number;
  /** The index after the last. */
  to: number;
}

// Every repetition has a bound, so that a long text without an address takes linear time.
const LABEL = String.raw`[\p{L}\p{M}\p{N}\-]{1,63}`;
const LOCAL_PART = String.raw`\p{L}\p{M}\p{N}._%+'\-`;
const ADDRESS = new RegExp(
  [
    String.raw`[a-z][a-z0-9+.\-]{0,15}:\/\/\S+`,
    // `example.com/x`, `localhost:8080/x`
    String.raw`(?<![\p{L}\p{N}.\-])${LABEL}(?:(?:\.${LABEL}){1,8}(?::\d{1,5})?|:\d{1,5})[\/?#]\S*`,
    // `user@host`; where a sentence has no blanks, only with a domain in ASCII.
    String
      .raw`[[${LOCAL_PART}]--[${SCRIPTS_WITHOUT_BLANKS}]]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.\-]{0,253}`,
    String.raw`[${LOCAL_PART}]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,8}`,
  ].join("|"),
  "giv",
);

/** Finds the addresses, from left to right. */
export function addressRanges(text: string): Range[] {
  return [...text.matchAll(ADDRESS)].map(({ 0: address, index: from }) => ({
    from,
    to: from + address.length,
  }));
}
