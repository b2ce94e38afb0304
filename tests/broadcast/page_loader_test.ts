import { assertEquals } from "@std/assert";
import { PageLoader, type WaitingReader } from "../../lib/broadcast/page_loader.ts";

const pure = { permissions: "none" } as const;

/** A loader whose turns the test runs, and readers of pages of ten entries. */
function setup() {
  const turns: (() => void)[] = [];
  const loaded = new Set<number>();
  const served: number[] = [];
  const loader = new PageLoader((call) => turns.push(call));
  const reader = (cursor: number): WaitingReader => ({
    cursor,
    loadPage() {
      served.push(cursor);
      const page = Math.floor(cursor / 10);
      return !loaded.has(page) && loaded.add(page).has(page);
    },
  });
  /** Runs one turn; returns the cursors of the readers served in it. */
  const runTurn = () => {
    assertEquals(turns.length, 1, "one turn is scheduled at a time");
    turns.shift()!();
    return served.splice(0);
  };
  return { loader, reader, turns, runTurn };
}

Deno.test(
  "PageLoader loads one page in a turn, and serves those who wait for it next",
  pure,
  () => {
    const { loader, reader, turns, runTurn } = setup();
    for (const cursor of [11, 3, 12, 1, 2]) loader.request(reader(cursor));
    assertEquals(runTurn(), [1]);
    assertEquals(runTurn(), [2, 3, 11]);
    assertEquals([runTurn(), turns.length], [[12], 0]);
  },
);

Deno.test("PageLoader serves 16 readers of loaded pages in a turn", pure, () => {
  const { loader, reader, turns, runTurn } = setup();
  for (let n = 0; n < 20; n++) loader.request(reader(0));
  assertEquals([runTurn().length, runTurn().length, runTurn().length], [1, 16, 3]);
  assertEquals(turns.length, 0);
});

Deno.test(
  "PageLoader.request() counts a reader once, and schedules again after a turn",
  pure,
  () => {
    const { loader, reader, turns, runTurn } = setup();
    const one = reader(1);
    loader.request(one);
    loader.request(one);
    assertEquals([runTurn(), turns.length], [[1], 0]);
    loader.request(one);
    assertEquals([runTurn(), turns.length], [[1], 0]);
  },
);

Deno.test("PageLoader serves a reader that requests its next page in a later turn", pure, () => {
  const { loader, turns, runTurn } = setup();
  const cursors: number[] = [];
  const reader = {
    cursor: 0,
    loadPage() {
      cursors.push(reader.cursor++);
      if (reader.cursor < 3) loader.request(reader);
      return false;
    },
  };
  loader.request(reader);
  for (const expected of [[0], [0, 1], [0, 1, 2]]) {
    runTurn();
    assertEquals(cursors, expected);
  }
  assertEquals(turns.length, 0);
});

Deno.test("PageLoader.cancel() serves a reader no more, even within a turn", pure, () => {
  const { loader, reader, turns, runTurn } = setup();
  const [gone, late] = [reader(1), reader(30)];
  const closer = {
    cursor: 2,
    loadPage() {
      loader.cancel(late);
      return false;
    },
  };
  for (const one of [gone, closer, late]) loader.request(one);
  loader.cancel(gone);
  assertEquals([runTurn(), turns.length], [[], 0]);
});
