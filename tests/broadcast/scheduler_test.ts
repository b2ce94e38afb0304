import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { Scheduler } from "../../lib/broadcast/scheduler.ts";

Deno.test("Scheduler.yield() resumes callers in order, after the callbacks that are ready", {
  permissions: "none",
}, async () => {
  const turns = new Scheduler();
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  turns.yield(() => {
    order.push("first");
    queueMicrotask(() => order.push("microtask"));
    turns.yield(() => {
      order.push("second");
      resolve();
    });
  });
  order.push("now");
  await promise;
  assertEquals(order, ["now", "first", "microtask", "second"]);
});

Deno.test("Scheduler.yield() lets the network be polled between pieces of work", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  using peer = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  using conn = await accepted;
  const turns = new Scheduler();
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  let hasHeard = false;
  let worked = 0;
  const work = () => {
    if (hasHeard || worked === 1000) return end();
    worked++;
    // What is sent during one piece of work arrives a few pieces later.
    if (worked === 100) peer.write(new Uint8Array(1));
    for (const until = performance.now() + 1; performance.now() < until;);
    turns.yield(work);
  };
  const reading = conn.read(new Uint8Array(1)).then(() => hasHeard = true);
  work();
  await over;
  await reading;
  assert(worked >= 100 && worked < 130, `${worked - 100} pieces of work later`);
});

Deno.test("Scheduler.yieldDelivery() has every second turn while other work waits", {
  permissions: "none",
}, async () => {
  const turns = new Scheduler();
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const name of ["a", "b", "c"]) turns.yield(() => order.push(name));
  for (const name of ["1", "2"]) turns.yieldDelivery(() => order.push(name));
  turns.yield(resolve);
  await promise;
  assertEquals(order, ["1", "a", "2", "b", "c"]);
});

Deno.test("Scheduler has one call in a turn, and goes on after one that throws", async () => {
  const turns = new Scheduler();
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const error = new Error("quebrou");
  const uncaught: unknown[] = [];
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    uncaught.push(event.error);
  };
  globalThis.addEventListener("error", onError);
  turns.yield(() => {
    order.push("a");
    queueMicrotask(() => order.push("after a"));
  });
  turns.yield(() => {
    throw error;
  });
  turns.yield(() => {
    order.push("b");
    resolve();
  });
  await promise;
  globalThis.removeEventListener("error", onError);
  assertEquals([order, uncaught], [["a", "after a", "b"], [error]]);
});

/** How many turns of the event loop pass until a call resolves. */
function turnsUntil(begin: (call: () => void) => void): Promise<number> {
  return new Promise((resolve) => {
    let count = 0;
    let isBack = false;
    const next = () => {
      if (isBack) return resolve(count);
      count++;
      setImmediate(next);
    };
    begin(() => isBack = true);
    next();
  });
}

Deno.test("Scheduler.yield() waits 61 turns once in 4 ms, otherwise one", {
  permissions: "none",
}, async () => {
  const turns = new Scheduler();
  for (const until = performance.now() + 4; performance.now() < until;);
  const late = await turnsUntil((call) => turns.yield(call));
  assert(late >= 61 && late <= 63, `${late} turns`);
  // A busy machine may take 4 ms in between, but not each time.
  let fewest = Infinity;
  for (let attempt = 0; attempt < 20 && fewest > 2; attempt++) {
    fewest = Math.min(fewest, await turnsUntil((call) => turns.yield(call)));
  }
  assert(fewest <= 2, `${fewest} turns`);
});
