import { assert, assertEquals } from "@std/assert";
import { Scheduler } from "../../lib/broadcast/scheduler.ts";

Deno.test("Scheduler.yield() calls back in order, and what is ready at once first", {
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

Deno.test("Scheduler.yield() lets the network be heard between pieces of work", async () => {
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
    // What is said during one piece of work is heard a few pieces later.
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
