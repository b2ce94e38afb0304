/** The menu, with chats that are found on the network. */

import { assertEquals } from "@std/assert";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { JOIN_DEFAULTS } from "../support/parsed_options.ts";
import { runMenu } from "../support/test_menu.ts";

const pure = { permissions: "none" } as const;
const { foundNumbers, foundOffer, menu: texts } = textsOf("pt-BR");

/** A chat at an address. */
function roomAt(host: string, name: string, port = 9999): FoundRoom {
  const places = [{ host, port, adapter: "Radmin VPN", delayMs: 3 }];
  const certificate = host.padEnd(64, "0");
  return { id: "0".repeat(32), name, people: 3, hasPassword: false, certificate, places };
}

const ROOMS = [roomAt("26.1.2.3", "Projeto Final"), roomAt("26.1.2.4", "Outra", 9000)];
const join = (host: string, port = 9999) => ({ ...JOIN_DEFAULTS, host, port });
/** Joins the chat of a number, and nobody who pretends to be it. */
const joinRoom = (number: number) => {
  const { certificate, places } = ROOMS[number - 1]!;
  const { host, port } = places[0]!;
  return { ...join(host, port), found: { certificate, places } };
};

Deno.test(
  "Menu shows the chats that are found, and joins one by Enter or its number",
  pure,
  async () => {
    for (
      const [answer, command] of [
        ["", joinRoom(1)],
        [" ", joinRoom(1)],
        ["1", joinRoom(1)],
        [" 2 ", joinRoom(2)],
        ["26.9.9.9", join("26.9.9.9")],
      ] as const
    ) {
      const { ran, shown } = await runMenu([answer, "n"], { rooms: ROOMS });
      assertEquals(ran, [command], answer);
      assertEquals(shown.slice(1, 4), [
        texts.choice,
        [
          "1   Projeto Final   3 pessoas   Radmin VPN   26.1.2.3",
          "2   Outra           3 pessoas   Radmin VPN   26.1.2.4:9000",
          foundOffer("Projeto Final", 2),
          texts.openInstead,
        ].join("\n"),
        texts.ask + answer,
      ]);
    }
  },
);

Deno.test(
  "Menu keeps what Enter means: an address that is offered, unless it is that chat",
  pure,
  async () => {
    const world = { rooms: ROOMS, memory: { address: "h", name: "Ana" } };
    const other = await runMenu([""], world);
    assertEquals(other.ran, [{ ...join("h"), name: "Ana" }]);
    assertEquals(other.shown[2]!.split("\n").at(-1), foundNumbers);
    const same = await runMenu([""], {
      ...world,
      memory: { address: "26.1.2.4:9000", name: "Ana" },
    });
    assertEquals(same.ran, [{ ...joinRoom(2), name: "Ana" }]);
    assertEquals(same.shown[2]!.split("\n").at(-1), foundOffer("Outra", 2));
    const alone = await runMenu(["", "n"], { rooms: ROOMS.slice(0, 1) });
    assertEquals([alone.ran, alone.shown[2]!.split("\n").at(-2)], [
      [joinRoom(1)],
      foundOffer("Projeto Final", 1),
    ]);
  },
);

Deno.test("Menu takes an Enter that came too soon as it was meant before", pure, async () => {
  const { ran } = await runMenu(["", "Ana"], { rooms: ROOMS, isHasty: true });
  assertEquals(ran.map(({ command }) => command), ["serve"]);
});

Deno.test("Menu refuses a number that no chat has, as an address", pure, async () => {
  for (const answer of ["3", "0", "01", "9999"]) {
    const { ran, shown } = await runMenu([answer], { rooms: ROOMS });
    assertEquals([ran, shown[4]!.startsWith(`Endereço: "${answer}"`)], [[], true], answer);
  }
});

Deno.test("Menu opens a chat here by its word, whatever is found", pure, async () => {
  const { ran } = await runMenu(["abrir", "Ana"], { rooms: ROOMS });
  assertEquals(ran.map(({ command }) => command), ["serve"]);
});

Deno.test("Menu leaves at /sair and at Ctrl+C, whatever is found", pure, async () => {
  for (const answer of ["/sair", undefined]) {
    const { code, ran } = await runMenu([answer], { rooms: ROOMS });
    assertEquals([code, ran], [0, []]);
  }
});
