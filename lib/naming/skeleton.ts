/** Look-alikes: whether one name can be taken for another, by the confusables of UTS #39. */

import { CONFUSABLES } from "./confusables.ts";

/** What each confusable character looks like. Built when it is first needed. */
let prototypes: Map<string, string> | undefined;

/**
 * The skeleton of a text (UTS #39, section 4): texts that look the same have the same one. Accents
 * stay. It is only for comparing.
 *
 * @example
 * ```ts
 * skeleton("Аnа") === skeleton("Ana"); // true: the first has two Cyrillic letters
 * ```
 */
export function skeleton(text: string): string {
  const looks = prototypes ??= readPrototypes();
  let result = "";
  for (const character of text.normalize("NFD")) {
    const look = looks.get(character);
    if (look !== undefined) result += look;
    else if (character <= "\x7f") result += character;
    else for (const part of character.normalize("NFKD")) result += looks.get(part) ?? part;
  }
  return result.normalize("NFD");
}

/** A name is looked at three times in a row while its person is let in. */
let last: { name: string; looks: readonly string[] } = { name: "", looks: [] };

/** An `I` that nobody takes for an `l`: at the beginning of a word. */
const PLAIN_I = /(?<![\p{L}\p{M}\p{N}])I/gu;

/**
 * The looks of a name: as it is written, in small letters and in capitals. One name can be taken for
 * another when they have a look in common. `aIan` as written looks like ALAN in small letters, but
 * Iara never like Lara: at the beginning of a word, or among capitals, an `I` is read as it is.
 *
 * @param name A name that was checked.
 */
export function looksOf(name: string): readonly string[] {
  if (name !== last.name) last = { name, looks: computeLooks(name) };
  return last.looks;
}

/** Signs at the edge of a name are overlooked: `Caio.` and `Caio_` look like Caio. */
const EDGES = /^[._-]+(?=[^._-])|(?<=[^._-])[._-]+$/g;

function computeLooks(given: string): string[] {
  const name = given.replace(EDGES, "");
  const text = name.normalize("NFKC");
  const read = /\p{Ll}/u.test(name) ? name.replace(PLAIN_I, "i") : name.replaceAll("I", "i");
  return [
    `written ${inOneCase(skeleton(name))}`,
    `small ${inOneCase(skeleton(read))}`,
    `small ${inOneCase(skeleton(text.toLowerCase()))}`,
    `capital ${skeleton(text.toUpperCase())}`,
  ];
}

/** Every letter as a capital but `l`, which may be an `I` or a `1`. */
function inOneCase(look: string): string {
  return look.replace(/[^l]+/g, (letters) => letters.toUpperCase());
}

function readPrototypes(): Map<string, string> {
  const words = CONFUSABLES.trim().split(/\s+/);
  return new Map(words.map((word) => {
    const [from, to] = word.split(":").map((codes) =>
      codes.split("+").map((code) => String.fromCodePoint(parseInt(code, 16))).join("")
    );
    return [from!, to!];
  }));
}
