/** A question at which chats are shown as they come. */

import { assertEquals } from "@std/assert";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { askRoom, type RoomQuestionOptions } from "../../lib/menu/room_question.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const texts = textsOf("pt-BR");

/** The chat of a number. */
function room(number: number): FoundRoom {
  const places = [{ host: `26.1.2.${number}`, port: 9999, adapter: "vpn", delayMs: 3 }];
  const certificate = `${number}`.padEnd(64, "0");
  const known = { id: "0".repeat(32), certificate, places };
  return { ...known, name: `Sala ${number}`, people: 0, hasPassword: false };
}

/** A question, whose answer and chats are the test's. */
class QuestionFixture {
  readonly clock = new FakeClock();
  /** What was shown above the question, in lines. */
  readonly shown: string[][] = [];
  canShow = true;
  isSearching = true;
  readonly #rooms: FoundRoom[] = [];
  readonly #typed = Promise.withResolvers<string | undefined>();
  readonly #answered: ReturnType<typeof askRoom>;
  #onChange!: () => void;

  constructor(options: Pick<RoomQuestionOptions, "taken" | "none"> = {}) {
    const show = (text: string) => this.canShow && this.shown.push(text.split("\n")) > 0;
    const ask = (_: string, aside?: (show: (text: string) => boolean) => void) => {
      aside?.(show);
      return this.#typed.promise;
    };
    this.#answered = askRoom({ print: () => {}, ask }, "?", {
      ...{ clock: this.clock, defaultPort: 9999, texts, ...options },
      search: (onChange) => {
        this.#onChange = onChange;
        const rooms = () => [...this.#rooms];
        return {
          get rooms() {
            return rooms();
          },
          [Symbol.asyncDispose]: () => {
            this.isSearching = false;
            return Promise.resolve();
          },
        };
      },
    });
  }

  /** A chat answers. */
  add(number: number): void {
    this.#rooms.push(room(number));
    this.#onChange();
  }

  /** A chat that has answered does so from another place, too. */
  addPlace(number: number, host: string): void {
    const at = number - 1;
    const { places, ...known } = this.#rooms[at]!;
    this.#rooms[at] = { ...known, places: [...places, { ...places[0]!, host }] };
    this.#onChange();
  }

  /** Types an answer. Returns the chat that it means. */
  async answer(text: string | undefined): Promise<string | undefined> {
    return (await this.chosen(text))?.name;
  }

  /** The same, with all that is known of it. */
  async chosen(text: string | undefined): Promise<FoundRoom | undefined> {
    this.#typed.resolve(text);
    const answer = await this.#answered;
    assertEquals([answer.text, this.isSearching], [text, false]);
    return answer.room;
  }
}

Deno.test("askRoom() shows chats that come within 0.2 s together, each once", pure, async () => {
  const fixture = new QuestionFixture();
  fixture.add(1);
  await fixture.clock.advance(100);
  fixture.add(2);
  await fixture.clock.advance(99);
  assertEquals(fixture.shown, []);
  await fixture.clock.advance(1);
  const rows = (...numbers: number[]) =>
    numbers.map((number) => `${number}   Sala ${number}   0 pessoas   vpn   26.1.2.${number}`);
  assertEquals(fixture.shown, [[...rows(1, 2), texts.foundOffer("Sala 1", 2)]]);
  fixture.add(3);
  await fixture.clock.advance(200);
  assertEquals(fixture.shown.slice(1), [[...rows(3), texts.foundOffer("Sala 1", 3)]]);
  assertEquals(fixture.isSearching, true);
  fixture.add(4);
  assertEquals(await fixture.answer(undefined), undefined);
  await fixture.clock.advance(1_000);
  assertEquals([fixture.shown.length, fixture.clock.pending], [2, 0]);
});

Deno.test("askRoom() means only chats that were shown", pure, async () => {
  for (
    const [text, name] of [
      ["1", "Sala 1"],
      [" 2 ", "Sala 2"],
      ["", "Sala 1"],
      ["3", undefined],
      ["0", undefined],
      ["01", undefined],
      ["26.1.2.1", undefined],
    ] as const
  ) {
    const fixture = new QuestionFixture();
    fixture.add(1);
    fixture.add(2);
    await fixture.clock.advance(200);
    fixture.add(3);
    assertEquals(await fixture.answer(text), name, text);
  }
});

Deno.test(
  "askRoom() shows later what a long answer was in the way of, and does not mean it",
  pure,
  async () => {
    for (const hasWaited of [false, true]) {
      const fixture = new QuestionFixture();
      fixture.canShow = false;
      fixture.add(1);
      await fixture.clock.advance(2_000);
      fixture.canShow = hasWaited;
      await fixture.clock.advance(200);
      assertEquals(fixture.shown.length, hasWaited ? 1 : 0);
      assertEquals(await fixture.answer(""), hasWaited ? "Sala 1" : undefined);
      assertEquals(fixture.clock.pending, 0);
    }
  },
);

Deno.test("askRoom() lets Enter take another chat only after it could be read", pure, async () => {
  const taken = (rooms: readonly FoundRoom[]) => rooms.find(({ name }) => name === "Sala 2");
  for (const [ms, name] of [[999, undefined], [1_000, "Sala 2"]] as const) {
    const fixture = new QuestionFixture({ taken });
    fixture.add(1);
    await fixture.clock.advance(200);
    assertEquals(fixture.shown.at(-1)!.at(-1), texts.foundNumbers);
    await fixture.clock.advance(5_000);
    fixture.add(2);
    await fixture.clock.advance(200);
    assertEquals(fixture.shown.at(-1)!.at(-1), texts.foundOffer("Sala 2", 2));
    fixture.add(3); // It does not begin anew.
    await fixture.clock.advance(ms);
    assertEquals(await fixture.answer(""), name);
  }
});

Deno.test("askRoom() says after 2 s that nobody has answered, if nobody has", pure, async () => {
  for (const isAlone of [true, false]) {
    const fixture = new QuestionFixture({ none: "nobody" });
    if (!isAlone) fixture.add(1);
    await fixture.clock.advance(1_999);
    assertEquals(fixture.shown.length, isAlone ? 0 : 1);
    await fixture.clock.advance(5_000);
    assertEquals(fixture.shown.filter(([line]) => line === "nobody").length, isAlone ? 1 : 0);
    assertEquals(await fixture.answer("x"), undefined);
    assertEquals(fixture.clock.pending, 0);
  }
});

Deno.test("askRoom() means a chat with all the places that were found by then", pure, async () => {
  for (const text of ["", "1"]) {
    const fixture = new QuestionFixture();
    fixture.add(1);
    await fixture.clock.advance(200);
    fixture.addPlace(1, "26.9.9.9");
    await fixture.clock.advance(200);
    assertEquals(fixture.shown.length, 1);
    const chosen = await fixture.chosen(text);
    assertEquals(chosen?.places.map(({ host }) => host), ["26.1.2.1", "26.9.9.9"]);
  }
});
