/** The order of a room on several servers: faults of the program, and snapshots that others have. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { batchOf, bootOf, messageOf, noticesOf } from "../support/batches.ts";
import { TestOrder } from "../support/test_order.ts";

const pure = { permissions: "none" } as const;
const FAULTY = "quebra";

/** An order that fails at a notice, and the errors that it told. */
class FaultyOrder extends TestOrder {
  readonly errors: unknown[] = [];
  override onError = (error: unknown): void => void this.errors.push(error);

  constructor(server: string) {
    super(server);
    const { replica } = this.room;
    const apply = replica.apply.bind(replica);
    replica.apply = (command, stamp) => {
      if (command.type === "notice" && command.text === FAULTY) throw new Error(FAULTY);
      return apply(command, stamp);
    };
    this.receive(messageOf(1, 1_000, bootOf("a")), messageOf(2, 1_000, bootOf("b")));
    this.takeCommands();
  }

  get notices(): string[] {
    const entries = this.room.replica.entriesAfter(0).map(({ entry }) => entry);
    return entries.flatMap((entry) => entry.type === "notice" ? [entry.text] : []);
  }
}

Deno.test("SharedOrder.receive() passes over a command that fails, and goes on", pure, () => {
  for (const server of ["a", "b", "other"]) {
    const order = new FaultyOrder(server);
    order.receive(messageOf(3, 2_000, noticesOf("a", 2, "um", FAULTY, "dois")));
    assertEquals(order.errors.map(String), [`Error: ${FAULTY}`]);
    assertEquals(order.notices, ["um", "dois"]);
    order.receive(messageOf(4, 2_500, { ...noticesOf("a", 3, "três", FAULTY), isLast: true }));
    assertEquals([order.errors.length, order.notices], [2, ["um", "dois", "três"]]);
    const commands = order.takeCommands().map(({ type }) => type);
    assertEquals(commands, [...Array.from({ length: 5 }, () => "notice"), "lose-server"]);
    assertEquals([order.order.ownN, order.living], [server === "a" ? 3 : +(server === "b"), ["b"]]);
  }
});

Deno.test("servers at which the same command has failed go on alike", pure, () => {
  const orders = ["a", "b", "other"].map((server) => new FaultyOrder(server));
  const [first, ...others] = orders as [FaultyOrder, ...FaultyOrder[]];
  const texts = [["um", FAULTY], [FAULTY, "dois"], ["três"], [FAULTY]];
  texts.forEach((some, at) => {
    const seq = 3 + at;
    const { digest } = first.order;
    const batch = { ...noticesOf("a", 2 + at, ...some), digest: digest! };
    for (const order of orders) order.receive(messageOf(seq, 1_000 * seq, batch));
    for (const order of others) {
      assertEquals(order.order.digest, first.order.digest);
      assertEquals(order.order.snapshot, first.order.snapshot);
      assertEquals(order.room.state, first.room.state);
    }
  });
  assertEquals(first.notices, ["um", "dois", "três"]);
  assertEquals(orders.map(({ errors }) => errors.length), [3, 3, 3]);
});

Deno.test("SharedOrder.savedSeq is the newest of all that servers have told", pure, () => {
  const order = new TestOrder("me");
  let seq = 0;
  const receive = (batch: ReturnType<typeof batchOf>) => {
    order.receive(messageOf(++seq, 1_000, batch));
    return order.order.savedSeq;
  };
  assertStrictEquals(order.order.savedSeq, 0);
  assertEquals([receive(bootOf("a")), receive(bootOf("b"))], [0, 0]);
  const beat: RoomCommand = { type: "beat" };
  assertStrictEquals(receive(batchOf("a", 2, { savedSeq: 2, commands: [beat] })), 2);
  assertStrictEquals(receive(batchOf("b", 2, { savedSeq: 1 })), 2, "it is older");
  assertStrictEquals(receive(batchOf("b", 3)), 2);
  assertStrictEquals(receive(batchOf("b", 3, { savedSeq: 5 })), 2, "it was published again");
  assertStrictEquals(receive(batchOf("c", 2, { savedSeq: 6 })), 2, "nobody knows the server");
  assertStrictEquals(receive(batchOf("b", 4, { savedSeq: 7, isLast: true })), 7);
});
