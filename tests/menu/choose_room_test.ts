/** `chat join` without an address. */

import { assertEquals } from "@std/assert";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { chooseRoom } from "../../lib/menu/choose_room.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { JOIN_DEFAULTS, parse } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;
const texts = textsOf("pt-BR");

/** Answers in turn, then Ctrl+C. Returns the command, and what was said. */
async function choose(answers: string[], rooms: FoundRoom[] = []) {
  const said: string[] = [];
  const left = [...answers];
  const clock = new FakeClock();
  const command = await chooseRoom({
    print: (text) => void said.push(text),
    ask: async (_, aside) => {
      aside?.(() => true);
      await clock.advance(200);
      return left.shift();
    },
  }, {
    texts,
    parse: (argv) => parse(argv[0] === "join" ? [...argv, "--name", "Ana"] : argv),
    formatAddress: ({ host, port }) => port === 9999 ? host : `${host}:${port}`,
    rooms: {
      clock,
      defaultPort: 9999,
      search: (onChange) => {
        if (rooms.length > 0) onChange();
        return { rooms, [Symbol.asyncDispose]: () => Promise.resolve() };
      },
    },
  });
  return { command, said: said.slice(1), first: said[0] };
}

const places = [{ host: "26.1.2.3", port: 9000, adapter: "vpn", delayMs: 3 }];
const certificate = "1".repeat(64);
const ROOM: FoundRoom = {
  ...{ id: "0".repeat(32), certificate, places, name: "Sala", people: 0, hasPassword: false },
};
const join = (host: string, more: object = {}) => ({
  ...JOIN_DEFAULTS,
  host,
  name: "Ana",
  ...more,
});

Deno.test(
  "chooseRoom() joins the chat by Enter or number, and an address as people pass it on",
  pure,
  async () => {
    const found = join("26.1.2.3", { port: 9000, found: { certificate, places } });
    for (
      const [answer, command] of [
        ["", found],
        ["1", found],
        ["26.9.9.9", join("26.9.9.9")],
        ["chat join 26.9.9.9", join("26.9.9.9")],
        ["http://26.9.9.9:9999/", join("26.9.9.9")],
        ["26,9,9,9 9100", join("26.9.9.9", { port: 9100 })],
      ] as const
    ) {
      const chosen = await choose([answer], [ROOM]);
      assertEquals([chosen.command, chosen.said, chosen.first], [command, [], texts.searching]);
    }
  },
);

Deno.test("chooseRoom() asks again after an answer that is none, and says why", pure, async () => {
  for (const answer of ["5", "-x", "endereço ruim", "h:99999", "chat join h --nome"]) {
    const { command, said } = await choose([answer, "h"], [ROOM]);
    assertEquals([command, said.length], [join("h"), 1], answer);
  }
  const { command, said } = await choose(["", "join", "h"]);
  assertEquals([command, said], [join("h"), [texts.noneFound, texts.missingHost]]);
});

Deno.test(
  "chooseRoom() leaves at /sair and Ctrl+C, and carries out other commands",
  pure,
  async () => {
    for (const answers of [["/sair"], ["sair"], []]) {
      assertEquals((await choose(answers, [ROOM])).command, undefined);
    }
    assertEquals((await choose(["ajuda"], [ROOM])).command?.command, "help");
    assertEquals((await choose(["chat find"])).command?.command, "find");
  },
);
