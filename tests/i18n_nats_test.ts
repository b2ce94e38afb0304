/** The sentences about a room on several servers. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

type Code = keyof typeof pt.natsFailures;

/** A sentence of both languages; each kind of failure has up to three details. */
const failure = (code: Code, ...[one = "", two = "", three = ""]: string[]) =>
  [pt, en].map(({ natsFailures }) => natsFailures[code](one, two, three));

Deno.test(
  "textsOf() says of each failure of NATS that it is one, and names its details",
  pure,
  () => {
    const cases: [code: Code, details: string[]][] = [
      ["bad-credentials", ["C:\\chat.creds"]],
      ["bad-authority", ["C:\\ca.pem"]],
      ["not-allowed", ["Authorization Violation"]],
      ["no-jetstream", []],
      ["other-charter", ["grace", "30000", "0"]],
      ["batch-lost", ["7"]],
      ["copies-differ", ["7"]],
      ["forgotten", []],
      ["replica-differs", ["1234"]],
      ["small-payload", ["65536"]],
      ["stream-gone", ["chat-abc"]],
      ["stream-went-back", ["7", "9"]],
      ["stream-went-on", ["7", "9"]],
      ["other-history", ["C:\\chat.db"]],
      ["own-history", ["C:\\chat.db"]],
    ];
    assertEquals(cases.map(([code]) => code).sort(), Object.keys(pt.natsFailures).sort());
    for (const [code, details] of cases) {
      const [ours = "", theirs = ""] = failure(code, ...details);
      assert(ours.startsWith("Erro: ") && theirs.startsWith("Error: "), `${ours} ${theirs}`);
      for (const sentence of [ours, theirs]) {
        const named = code === "other-charter" ? ["--grace", "30000", "0"] : details;
        for (const detail of named) assert(sentence.includes(detail), sentence);
        assert(sentence.endsWith("."), sentence);
      }
    }
  },
);

Deno.test("textsOf() names the rule in which a server does not suit the others", pure, () => {
  const ruleOf = (rule: string) =>
    failure("other-charter", rule, "1", "2").map((sentence) =>
      /(?:sala|room): (.*) (?:é|is) 1/.exec(sentence)?.[1]
    );
  assertEquals(ruleOf("version"), [
    "a versão das regras do chat",
    "the version of the chat's rules",
  ]);
  assertEquals(ruleOf("max-people"), ["--max-people", "--max-people"]);
  assertEquals(ruleOf("grace"), ["--grace", "--grace"]);
  assertEquals(ruleOf("unicode"), ["a versão do Unicode", "the version of Unicode"]);
  assertEquals(ruleOf("outra"), ["outra", "outra"], "of a newer server");
});

Deno.test("textsOf() says what to do about a failure of NATS", pure, () => {
  for (
    const [code, ours, theirs] of [
      ["not-allowed", "--nats-creds", "--nats-creds"],
      ["no-jetstream", "nats-server --jetstream", "nats-server --jetstream"],
      ["other-charter", "Use as mesmas opções", "Use the same options"],
      ["batch-lost", "abra-o de novo", "start it again"],
      ["copies-differ", "abra-o de novo", "start it again"],
      ["forgotten", "abra-o de novo", "start it again"],
      ["replica-differs", "abra-o de novo", "start it again"],
      ["stream-went-on", "abra-o de novo", "start it again"],
      ["other-history", "outro arquivo com --history", "another file with --history"],
      ["own-history", "outro arquivo com --history", "another file with --history"],
    ] as const
  ) {
    const [one = "", other = ""] = failure(code);
    assert(one.includes(ours) && other.includes(theirs), `${one} ${other}`);
  }
});

Deno.test("textsOf() says where NATS is searched, and when it is lost and back", pure, () => {
  assertEquals(pt.natsSearching("nats://a"), "Procurando o NATS em nats://a…");
  assertEquals(en.natsSearching("nats://a"), "Looking for NATS at nats://a…");
  assert(
    pt.natsOld("2.9.10").includes(" 2.9.10 ") && en.natsOld("2.9.10").includes(" 2.9.10 "),
  );
  assert(
    pt.natsUnavailable("fora").includes("(fora)") && en.natsUnavailable("out").includes("(out)"),
  );
  assertEquals([pt.natsBack, en.natsBack], ["O NATS voltou.", "NATS is back."]);
  assert(pt.natsLost !== en.natsLost);
});
