/** The benchmark's figures count only when every message arrived: its witness must see what did not. */

import { assertEquals, assertThrows } from "@std/assert";
import { textOf, type Tongue, type TongueName, TONGUES } from "./bench/tongue.ts";
import { Witness } from "./bench/witness.ts";
import { bytesOf } from "./support/bytes.ts";

/** What receivers hear of messages, by tongue. */
const HEARD: Partial<Record<TongueName, (text: string) => string>> = {
  line: (text) => `Ana: ${text}\n`,
  structured: (text) => `{"type":"said","seq":9,"time":1,"from":"Ana","id":2,"text":"${text}"}\n`,
  irc: (text) => `:ana!ana@127.0.0.1 PRIVMSG #c :${text}\r\n`,
  nats: (text) => `MSG c 1 64\r\n${text}\r\n`,
};

function take(tongue: Tongue, heard: string, pieceBytes: number): number {
  const witness = new Witness(tongue, 2);
  const bytes = bytesOf(heard);
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    witness.take(bytes.subarray(from, from + pieceBytes));
  }
  return witness.messages;
}

for (const [name, heard] of Object.entries(HEARD)) {
  const tongue = TONGUES[name as TongueName];
  Deno.test(`Witness.take() counts what ${name} clients hear, however it comes`, {
    permissions: "none",
  }, () => {
    const all = [[0, 1], [1, 1], [0, 2], [0, 3], [1, 2]] as const;
    const text = all.map(([sender, number]) => heard(textOf(sender, number))).join("");
    for (const pieceBytes of [1, 7, 64, 1000]) assertEquals(take(tongue, text, pieceBytes), 5);
  });

  Deno.test(`Witness.take() fails when ${name} clients miss a message, or hear one twice`, {
    permissions: "none",
  }, () => {
    for (const wrong of [[1, 3], [1, 1], [2, 1]]) {
      const text = wrong.map((number) => heard(textOf(0, number))).join("");
      assertThrows(() => take(tongue, text, 50), Error, "of sender 0 came: ");
    }
  });
}
