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

/**
 * The looks of a name: as it is written, in small letters, in capitals. One name can be taken for
 * another when one of these is the same for both. As it is written, letter case makes no difference
 * but between `l` and `L`, because the `l` may be an `I`: `Iara` is not `Lara`.
 *
 * @param name A name that was checked.
 */
export function looksOf(name: string): string[] {
  const written = skeleton(name).replace(/[^l]+/g, (letters) => letters.toUpperCase());
  const text = name.normalize("NFKC");
  return [
    `written ${written}`,
    `small ${skeleton(text.toLowerCase())}`,
    `capital ${skeleton(text.toUpperCase())}`,
  ];
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
