/** What is kept of a long text keeps only itself in memory. */

import { assert } from "@std/assert";
import { Log } from "../lib/chat/log.ts";
import { Session } from "../lib/chat/session.ts";
import { ptBr } from "../lib/i18n/pt_br.ts";
import { ownCopy } from "../lib/own_copy.ts";
import { Terminal } from "../lib/term/tty.ts";
import { shorten } from "../lib/text.ts";
import { clientTagsOf } from "../lib/wire/irc_presence.ts";
import { LineDecoder } from "../lib/wire/lines.ts";
import { LineDialect } from "../lib/wire/plain_text.ts";
import { bytesOf } from "./support/bytes.ts";
import { FakeSystem } from "./support/fake_system.ts";
import { usedHeapBytes } from "./support/heap_size.ts";
import { welcomed } from "./support/text_dialects.ts";

const COUNT = 1_000;
const LINE = 16_000;
/** A thousand short texts; all lines together have 16 MB. */
const MAX_BYTES = 2_000_000;

/** A line as it was received. Every one is another object. */
const received = (at: number, end: string) => `${at}${" ".repeat(LINE)}${end}\n`.split("\n")[0]!;
const terminal = () => {
  const system = new FakeSystem();
  system.stallOutput();
  return new Terminal({ droppedSentence: String, system });
};

/** What is kept of many lines. */
const KEPT: [what: string, keep: () => unknown][] = [
  ["a copy", () => each((line) => ownCopy(line.trim().slice(-18)))],
  ["entries in the log", () => {
    const log = new Log();
    each((line) => log.append({ type: "said", from: "Ana", text: line.slice(-18) }, 0));
    return log;
  }],
  ["values that need not be shortened", () => each((line) => shorten(line.slice(-18)))],
  ["shortened values", () => each((line) => shorten(line.slice(-200)))],
  ["values of long characters", () => each((line) => shorten(line.slice(-100)), "👨‍👩‍👧".repeat(12))],
  ["characters longer than a value", () => {
    return each((line) => shorten(line.slice(-700)), "\u0301".repeat(700));
  }],
  ["names of sessions", () => {
    const begun = { tokenHash: null, since: 0, joinedAfterSeq: 0 };
    return each((line) => new Session(1, line.slice(-18), begun));
  }],
  ["lines on their way to the screen", () => {
    const shown = terminal();
    each((line) => shown.print(() => `Ana >> ${line.slice(-18)}`));
    return shown;
  }],
  ["lines of a read", () => {
    return each((line) => new LineDecoder().push(bytesOf(`uma linha curta\n${line}\n`))[0]);
  }],
  [
    "tags of IRC clients",
    () => each((line) => clientTagsOf({ [`+${line.slice(-5)}`]: line.slice(-18) })),
  ],
  ["runs of a read", () => {
    return each((line) => {
      const dialect = welcomed(new LineDialect(ptBr));
      return [...dialect.receive(bytesOf(`uma linha curta\noutra linha\n${line}\n`))][0];
    });
  }],
];

function each<T>(keep: (line: string) => T, end = "uma mensagem curta"): T[] {
  return Array.from({ length: COUNT }, (_, at) => keep(received(at, end)));
}

Deno.test("what is kept of long lines keeps no more of them in memory", () => {
  for (const [what, keep] of KEPT) {
    const before = usedHeapBytes();
    const kept = keep();
    const grown = usedHeapBytes() - before;
    assert(grown < MAX_BYTES, `${what}: ${grown} bytes`);
    assert(kept);
  }
});
