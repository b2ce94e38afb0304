/** A question at which chats are shown as they come. */

import { assertEquals } from "@std/assert";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { askRoom } from "../../lib/menu/room_question.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** The chat of a number. */
function room(number: number): FoundRoom {
  const places = [{ host: `26.1.2.${number}`, port: 9999, adapter: "vpn", delayMs: 3 }];
  const certificate = `${number}`.padEnd(64, "0");
  const known = { id: "0".repeat(32), certificate, places };
  return { ...known, name: `Sala ${number}`, people: 0, hasPassword: false };
}

Deno.test(
  "askRoom() shows those that come within 0.2 s together, and tells which were shown",
  pure,
  async () => {
    const clock = new FakeClock();
    const shown: string[] = [];
    const rooms: FoundRoom[] = [];
    let found!: () => void;
    let isSearching = true;
    const { promise: typed, resolve: type } = Promise.withResolvers<string>();
    const answered = askRoom(
      {
        print: () => {},
        ask: (_, aside) => {
          aside?.((text) => shown.push(text));
          return typed;
        },
      },
      "?",
      {
        search: (onChange) => {
          found = onChange;
          const end = () => {
            isSearching = false;
            return Promise.resolve();
          };
          return {
            get rooms() {
              return [...rooms];
            },
            [Symbol.asyncDispose]: end,
          };
        },
        after: clock.after,
        defaultPort: 9999,
        texts: textsOf("pt-BR"),
      },
    );
    const add = (number: number) => {
      rooms.push(room(number));
      found();
    };
    add(1);
    await clock.advance(100);
    add(2);
    assertEquals(shown, []);
    await clock.advance(100);
    assertEquals(shown.map((text) => text.split("\n").length), [3]);
    add(3);
    await clock.advance(200);
    assertEquals(shown.map((text) => text.split("\n").length), [3, 4]);
    const seen = [...rooms];
    assertEquals(isSearching, true);
    add(4);
    type("4");
    const answer = await answered;
    assertEquals([answer.text, answer.rooms, isSearching], ["4", seen, false]);
    await clock.advance(1_000);
    assertEquals([shown.length, clock.pending], [2, 0]);
  },
);
