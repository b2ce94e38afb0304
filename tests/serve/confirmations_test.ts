/** The confirmations of a client: which private messages it has received. */

import { assertEquals } from "@std/assert";
import { Inbox } from "../../lib/chat/inbox.ts";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import type { Response } from "../../lib/protocol.ts";
import { Confirmations, type Member } from "../../lib/serve/confirmations.ts";

const pure = { permissions: "none" } as const;
const SEAT = "este/1";
const ack = (seq: number): RoomCommand => ({ type: "ack", seat: SEAT, seq });

/** The confirmations of one client, and what they do. */
class ConfirmationsFixture {
  readonly inbox = new Inbox();
  /** How far the client has been sent the log, and how far the system has taken that. */
  readonly subscriber = { cursor: 0, writtenSeq: 0 };
  readonly member = {
    ...{ session: { inbox: this.inbox }, subscriber: this.subscriber },
  } as unknown as Member;
  readonly confirmations: Confirmations;
  /** What was submitted and sent, in order; not yet taken by `done`. */
  #done: (RoomCommand | Response)[] = [];

  /** @param canResume Whether it is a structured client. */
  constructor(canResume: boolean) {
    this.confirmations = new Confirmations({
      room: { submit: (command) => void this.#done.push(command) },
      connection: { seat: SEAT, canResume },
      send: (response) => void this.#done.push(response),
    });
  }

  /** Private messages are in the log. */
  add(...seqs: number[]): void {
    for (const seq of seqs) {
      const whispered = { type: "whispered" as const, from: "Bia", to: "Ana", text: "psiu" };
      this.inbox.add({ entry: { ...whispered, seq, time: 0 }, by: 2, to: 1 });
    }
  }

  /** What was done since this was last asked. */
  done(): (RoomCommand | Response)[] {
    return this.#done.splice(0);
  }

  request(): (RoomCommand | Response)[] {
    this.confirmations.request(this.member);
    return this.done();
  }

  pong(): (RoomCommand | Response)[] {
    this.confirmations.onPong(this.member);
    return this.done();
  }
}

const PING: Response = { type: "ping" };

Deno.test(
  "Confirmations.request() pings once at a time, behind private messages that were sent",
  pure,
  () => {
    const fixture = new ConfirmationsFixture(true);
    fixture.subscriber.cursor = 4;
    assertEquals(fixture.request(), [], "there is none");
    fixture.add(5, 7);
    assertEquals(fixture.request(), [], "none was sent");
    fixture.subscriber.cursor = 6;
    assertEquals(fixture.request(), [PING]);
    assertEquals(fixture.request(), []);
    fixture.subscriber.cursor = 7;
    assertEquals(fixture.request(), [], "the first ping is not answered");
    assertEquals(fixture.pong(), [ack(6)], "what was sent before the ping");
    fixture.inbox.ack(6);
    assertEquals(fixture.request(), [PING]);
    assertEquals(fixture.pong(), [ack(7)]);
    fixture.inbox.ack(7);
    assertEquals(fixture.request(), []);
  },
);

Deno.test(
  "Confirmations.onPong() acknowledges only private messages, and each of them once",
  pure,
  () => {
    const fixture = new ConfirmationsFixture(true);
    const { confirmations, member, subscriber, inbox } = fixture;
    const pings = (...cursors: number[]) => {
      for (const cursor of cursors) {
        subscriber.cursor = cursor;
        confirmations.sendPing(member);
      }
      fixture.done();
    };
    pings(3);
    assertEquals(fixture.pong(), [], "the log had none of them");
    fixture.add(5, 8);
    pings(4, 5, 7, 8, 9);
    assertEquals(fixture.pong(), [], "it is behind that");
    assertEquals(fixture.pong(), [ack(5)]);
    assertEquals(fixture.pong(), [], "the acknowledgement is on its way already");
    assertEquals(fixture.pong(), [ack(8)]);
    inbox.ack(8);
    assertEquals(fixture.pong(), []);
    assertEquals(fixture.pong(), [], "nothing was asked");
    fixture.add(12);
    pings(12);
    assertEquals(fixture.pong(), [ack(12)]);
  },
);

Deno.test("a pong of a client that was not in the room confirms nothing", pure, () => {
  const fixture = new ConfirmationsFixture(true);
  fixture.confirmations.sendPing(undefined);
  assertEquals(fixture.done(), [PING]);
  fixture.add(1);
  fixture.subscriber.cursor = 1;
  assertEquals(fixture.pong(), []);
});

Deno.test(
  "Confirmations.request() acknowledges what the system has taken of a line client's",
  pure,
  () => {
    const fixture = new ConfirmationsFixture(false);
    fixture.add(5, 8);
    Object.assign(fixture.subscriber, { cursor: 9, writtenSeq: 4 });
    assertEquals(fixture.request(), []);
    fixture.subscriber.writtenSeq = 7;
    assertEquals(fixture.request(), [ack(7)]);
    assertEquals(fixture.request(), [], "the acknowledgement is on its way already");
    fixture.subscriber.writtenSeq = 9;
    assertEquals(fixture.request(), [ack(9)]);
    assertEquals(fixture.request(), []);
  },
);

Deno.test("a client that leaves has read what it was sent", pure, () => {
  for (const canResume of [true, false]) {
    const fixture = new ConfirmationsFixture(canResume);
    fixture.add(5);
    Object.assign(fixture.subscriber, { cursor: 5, writtenSeq: 4 });
    fixture.confirmations.onDetach(fixture.member, "left");
    assertEquals(fixture.done(), [ack(5)]);
  }
});

Deno.test("a client that is lost has read what it confirmed, or what the system took", pure, () => {
  for (const [canResume, done] of [[true, []], [false, [ack(6)]]] as const) {
    const fixture = new ConfirmationsFixture(canResume);
    fixture.add(5, 7);
    Object.assign(fixture.subscriber, { cursor: 8, writtenSeq: 6 });
    fixture.confirmations.onDetach(fixture.member, "lost");
    assertEquals(fixture.done(), [...done]);
  }
});

Deno.test("a client that leaves acknowledges nothing when it has no private message", pure, () => {
  for (const canResume of [true, false]) {
    const fixture = new ConfirmationsFixture(canResume);
    Object.assign(fixture.subscriber, { cursor: 9, writtenSeq: 9 });
    fixture.confirmations.onDetach(fixture.member, "left");
    fixture.add(10);
    fixture.confirmations.onDetach(fixture.member, "left");
    assertEquals(fixture.done(), []);
  }
});
