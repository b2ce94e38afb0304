import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model, post, update } from "../../lib/view/model.ts";
import { TabMemory } from "../../lib/web/tab_memory.ts";
import { MemoryStorage } from "../support/memory_storage.ts";

const pure = { permissions: "none" as const };

const WELCOME: Event = {
  type: "welcome",
  name: "Ana",
  token: "t",
  seq: 10,
  people: [{ name: "Bia", since: 0, away: false }],
};

const said = (seq: number, text = "oi"): Event => ({
  type: "said",
  seq,
  time: 0,
  from: "Bia",
  text,
});

/** Tells a memory of these events, and returns the model after them. */
function tell(memory: TabMemory, events: Event[], from: Model = EMPTY): Model {
  return events.reduce((model, event) => {
    memory.add(event, model);
    const next = update(model, event);
    memory.save(next, []);
    return next;
  }, from);
}

/** The model that a reload finds, by the same steps as the conversation's. */
function restored(storage: MemoryStorage): Model | undefined {
  const saved = new TabMemory(storage).restore();
  if (!saved) return undefined;
  const { pending, nextId } = saved;
  return { ...saved.events.reduce<Model>(update, saved.base), pending, nextId };
}

Deno.test("TabMemory.restore() finds nothing in a new tab, nor before a welcome", pure, () => {
  const storage = new MemoryStorage();
  assertEquals(new TabMemory(storage).restore(), undefined);
  const memory = new TabMemory(storage);
  memory.add({ type: "refused", code: "name-taken" }, EMPTY);
  memory.save(EMPTY, []);
  assertEquals([storage.items.size, new TabMemory(storage).restore()], [0, undefined]);
});

Deno.test("TabMemory.restore() finds the session as it was", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  const model = tell(memory, [
    ...[WELCOME, said(9), said(11), { type: "ping" as const }],
    ...[{ type: "past" as const, entries: [] }, said(12)],
  ]);
  const { model: posted } = post(model, { type: "say", text: "a caminho" });
  memory.save(posted, ["Caio"]);
  assertEquals(memory.token, "t");
  const saved = new TabMemory(storage).restore();
  assertEquals(saved?.events, [WELCOME, said(9), said(11), said(12)]);
  assertEquals(saved?.ignored, ["Caio"]);
  assertEquals(restored(storage), posted);
});

Deno.test("TabMemory.restore() can be called again, and the memory goes on behind it", pure, () => {
  const storage = new MemoryStorage();
  const model = tell(new TabMemory(storage), [WELCOME, said(11)]);
  const memory = new TabMemory(storage);
  assertEquals(memory.restore(), memory.restore());
  const long = Array.from({ length: 200 }, (_, at) => said(12 + at, "x".repeat(4000)));
  const next = tell(memory, long, model);
  for (let again = 0; again < 2; again++) memory.restore();
  const last = tell(memory, [said(212)], next);
  assertEquals([restored(storage), new TabMemory(storage).restore()?.events.length], [last, 203]);
});

Deno.test("TabMemory.add() keeps the newest 1000 events, and the model before them", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  const model = tell(memory, [WELCOME, ...Array.from({ length: 1500 }, (_, at) => said(11 + at))]);
  const saved = new TabMemory(storage).restore();
  assertEquals([saved?.events.length, saved?.events[0]], [1000, said(511)]);
  assertEquals(restored(storage), model);
  assertEquals(storage.items.size, 1002);
});

Deno.test("TabMemory.add() keeps 1 Mi of text at most", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  const long = "x".repeat(4000);
  const model = tell(memory, [
    WELCOME,
    ...Array.from({ length: 600 }, (_, at) => said(11 + at, long)),
  ]);
  const units = [...storage.items.values()].reduce((sum, text) => sum + text.length, 0);
  assert(units < 1.1 * 1024 * 1024, `${units} units`);
  assert(new TabMemory(storage).restore()!.events.length > 200);
  assertEquals(restored(storage), model);
});

Deno.test("TabMemory makes place in a full storage: a reload finds the session whole", pure, () => {
  const storage = new MemoryStorage(3000);
  const memory = new TabMemory(storage);
  let model = EMPTY;
  for (const event of [WELCOME, ...Array.from({ length: 200 }, (_, at) => said(11 + at))]) {
    model = tell(memory, [event], model);
    assertEquals(restored(storage), model);
  }
  assert(storage.items.size > 10, `${storage.items.size} items`);
  memory.draft = "x".repeat(2000);
  assertEquals([restored(storage), new TabMemory(storage).draft.length], [model, 2000]);
});

Deno.test(
  "TabMemory keeps nothing where there is no room, and all when there is again",
  pure,
  () => {
    const storage = new MemoryStorage(600);
    const memory = new TabMemory(storage);
    let model = tell(memory, [WELCOME, said(11, "x".repeat(1000))]);
    assertEquals(restored(storage), undefined);
    model = tell(memory, [said(12)], model);
    assertEquals([restored(storage), memory.token], [model, "t"]);
  },
);

Deno.test("TabMemory.clear() forgets the session, and what it had counted", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  const long = Array.from({ length: 250 }, (_, at) => said(11 + at, "x".repeat(4000)));
  tell(memory, [WELCOME, ...long]);
  memory.draft = "rascunho";
  memory.clear();
  assertEquals([storage.items.size, memory.token, memory.restore()], [0, undefined, undefined]);
  const model = tell(memory, [WELCOME, ...long]);
  assertEquals(new TabMemory(storage).restore()?.events.length, 251);
  assertEquals(restored(storage), model);
});

Deno.test("TabMemory.forgetEvents() forgets what was shown, and goes on", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  const model = tell(memory, [WELCOME, said(11), said(12)]);
  memory.forgetEvents();
  assertEquals([restored(storage), new TabMemory(storage).restore()?.events], [model, []]);
  const next = tell(memory, [said(13)], model);
  assertEquals([restored(storage), new TabMemory(storage).restore()?.events], [next, [said(13)]]);
  memory.clear();
  assertEquals(memory.token, undefined);
});

Deno.test("TabMemory.add() keeps no answers: they are of the moment", pure, () => {
  const storage = new MemoryStorage();
  const memory = new TabMemory(storage);
  tell(memory, [
    ...[WELCOME, said(11), { type: "people" as const, people: [] }],
    ...[{ type: "pong" as const }, { type: "past" as const, entries: [] }],
  ]);
  assertEquals(new TabMemory(storage).restore()?.events, [WELCOME, said(11)]);
});

Deno.test(
  "TabMemory keeps the draft, the name and the sound; the next person's draft is empty",
  pure,
  () => {
    const storage = new MemoryStorage();
    const memory = new TabMemory(storage);
    assertEquals([memory.draft, memory.name, memory.isSoundOn], ["", "", true]);
    [memory.draft, memory.name, memory.isSoundOn] = ["oi", "Ana", false];
    const next = new TabMemory(storage);
    assertEquals([next.draft, next.name, next.isSoundOn], ["oi", "Ana", false]);
    next.clear();
    assertEquals([next.draft, next.name, next.isSoundOn], ["", "Ana", false]);
    next.isSoundOn = true;
    assertEquals(new TabMemory(storage).isSoundOn, true);
  },
);

Deno.test("TabMemory.isForNextPage is true behind a refusal of the version alone", pure, () => {
  const memory = new TabMemory(new MemoryStorage());
  memory.add({ type: "refused", code: "full" }, EMPTY);
  assertEquals(memory.isForNextPage, false);
  memory.add({ type: "refused", code: "version" }, EMPTY);
  assertEquals(memory.isForNextPage, true);
});
