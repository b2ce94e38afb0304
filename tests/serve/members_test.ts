/** The people of a room who are connected to this server. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Session } from "../../lib/chat/session.ts";
import { type LeaveReason, type Refused, refused } from "../../lib/protocol.ts";
import type { ConnectionControl } from "../../lib/serve/connection_control.ts";
import { Members } from "../../lib/serve/members.ts";
import type { RoomContext } from "../../lib/serve/room_context.ts";

const pure = { permissions: "none" } as const;

/** The members of a room that notes what they do to it. */
class MembersFixture {
  readonly members: Members;
  canRecord = true;
  #done: unknown[] = [];
  #lastId = 0;

  constructor() {
    const note = (...what: unknown[]) => void this.#done.push(what);
    const room = {
      clock: { now: () => 7 },
      addresses: {
        onJoined: (connection: ConnectionControl) => note("counted", connection.seat),
        onLeft: (connection: ConnectionControl) => note("freed", connection.seat),
      },
      rateLimits: {
        onJoined: (address: string, { name }: Session, now: number) => {
          note("pays", address, name, now);
        },
        onAway: ({ name }: Session, now: number) => note("pays no more", name, now),
      },
      password: {
        refusalFor: ({ isEncrypted }: ConnectionControl) =>
          refused("password", isEncrypted ? "dentro" : "fora"),
      },
      submit: (command: unknown) => note("submitted", command),
    };
    Object.defineProperty(room, "canRecord", { get: () => this.canRecord });
    this.members = new Members(room as unknown as RoomContext);
  }

  /** What was done since this was last asked. */
  done(): unknown[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** A session of a person. */
  session(name: string): Session {
    return new Session(++this.#lastId, name, { tokenHash: name, since: 0, joinedAfterSeq: 0 });
  }

  /** A connection to this server. */
  connection(seat: string, { canResume = true, isEncrypted = false } = {}): ConnectionControl {
    const note = (...what: unknown[]) => void this.#done.push([seat, ...what]);
    const connection: Partial<ConnectionControl> = {
      ...{ seat, canResume, isEncrypted, addressKey: `endereço de ${seat}` },
      closeGracefully: (refusal: Refused, reason?: LeaveReason) => note(refusal, reason),
      putOut: (refusal: Refused) => note(refusal, "put out"),
      tell: (what) => note(what),
      ping: () => Promise.resolve(note("ping")),
    };
    return connection as ConnectionControl;
  }

  /** A person who is connected. */
  bound(
    seat: string,
    name: string,
    options = {},
  ): { session: Session; connection: ConnectionControl } {
    const [session, connection] = [this.session(name), this.connection(seat, options)];
    this.members.bind(connection, session);
    this.done();
    return { session, connection };
  }
}

Deno.test(
  "Members.bind() counts a person for the address, which pays for what is said",
  pure,
  () => {
    const fixture = new MembersFixture();
    const [session, connection] = [fixture.session("Ana"), fixture.connection("1")];
    assertStrictEquals(fixture.members.connectionOf(session), undefined);
    fixture.members.bind(connection, session);
    assertStrictEquals(fixture.members.connectionOf(session), connection);
    assertEquals(fixture.done(), [["counted", "1"], ["pays", "endereço de 1", "Ana", 7]]);
  },
);

Deno.test("Members.unbind() lets a person leave, or be away with a token", pure, () => {
  for (
    const [canResume, reason, command] of [
      [true, "lost", { type: "lose", seat: "1", reason: "lost", defers: true }],
      [true, "slow", { type: "lose", seat: "1", reason: "slow", defers: true }],
      [true, "left", { type: "leave", seat: "1", reason: "left" }],
      [true, "kicked", { type: "leave", seat: "1", reason: "kicked" }],
      [false, "lost", { type: "leave", seat: "1", reason: "lost" }],
    ] as const
  ) {
    const fixture = new MembersFixture();
    const { session, connection } = fixture.bound("1", "Ana", { canResume });
    fixture.members.unbind(connection, session, reason);
    const expected = [["freed", "1"], ["pays no more", "Ana", 7], ["submitted", command]];
    assertEquals(fixture.done(), expected, `${canResume} ${reason}`);
    assertStrictEquals(fixture.members.connectionOf(session), undefined);
  }
});

Deno.test("Members.unbind() defers nothing while the history cannot be written", pure, () => {
  const fixture = new MembersFixture();
  const { session, connection } = fixture.bound("1", "Ana");
  fixture.canRecord = false;
  fixture.members.unbind(connection, session, "lost");
  const command = { type: "lose", seat: "1", reason: "lost", defers: false };
  assertEquals(fixture.done().at(-1), ["submitted", command]);
});

Deno.test("Members.unbind() does nothing for a connection that has nobody any more", pure, () => {
  const fixture = new MembersFixture();
  const { session, connection } = fixture.bound("1", "Ana");
  const next = fixture.connection("2");
  fixture.members.unbind(next, session, "lost");
  assertEquals(fixture.done(), []);
  fixture.members.bind(next, session);
  fixture.done();
  fixture.members.unbind(connection, session, "lost");
  assertEquals(fixture.done(), []);
  assertStrictEquals(fixture.members.connectionOf(session), next);
});

Deno.test("Members.unbind() lets nobody leave once the room is closed", pure, () => {
  const fixture = new MembersFixture();
  const { session, connection } = fixture.bound("1", "Ana");
  fixture.members.close();
  fixture.members.unbind(connection, session, "lost");
  assertEquals(fixture.done(), [["freed", "1"], ["pays no more", "Ana", 7]]);
  assertStrictEquals(fixture.members.connectionOf(session), undefined);
});

Deno.test("Members.onUnseated() closes the connection, and tells the person why", pure, () => {
  const cases: [refusal: Refused, options: object, told: Refused, how?: LeaveReason | "put out"][] =
    [
      [refused("replaced"), {}, refused("replaced")],
      [refused("password"), {}, refused("password", "fora"), "kicked"],
      [refused("password"), { isEncrypted: true }, refused("password", "dentro"), "kicked"],
      [refused("kicked"), {}, refused("kicked"), "put out"],
      [refused("banned", "até amanhã"), {}, refused("banned", "até amanhã"), "kicked"],
      [refused("server-closing"), {}, refused("server-closing"), "kicked"],
    ];
  for (const [refusal, options, told, how] of cases) {
    const fixture = new MembersFixture();
    const { session, connection } = fixture.bound("1", "Ana", options);
    fixture.members.onUnseated(session, refusal);
    const expected = [["freed", "1"], ["pays no more", "Ana", 7], ["1", told, how]];
    assertEquals(fixture.done(), expected, refusal.code);
    assertStrictEquals(fixture.members.connectionOf(session), undefined);
    // The end of that connection is nobody's any more.
    fixture.members.unbind(connection, session, "kicked");
    assertEquals(fixture.done(), []);
  }
});

Deno.test("Members.onUnseated() does nothing for a person at another server", pure, () => {
  const fixture = new MembersFixture();
  fixture.members.onUnseated(fixture.session("Ana"), refused("kicked"));
  assertEquals(fixture.done(), []);
});

Deno.test("Members tells and pings the clients of ours, and no others", pure, () => {
  const fixture = new MembersFixture();
  fixture.bound("1", "Ana");
  fixture.bound("2", "Bia", { canResume: false });
  const { session, connection } = fixture.bound("3", "Caio");
  const servers = ["26.2.2.2:9999"];
  fixture.members.tellServers(servers);
  const told = { type: "servers", servers };
  assertEquals(fixture.done(), [["1", told], ["3", told]]);
  fixture.members.ping();
  assertEquals(fixture.done(), [["1", "ping"], ["3", "ping"]]);
  fixture.members.unbind(connection, session, "left");
  fixture.done();
  fixture.members.ping();
  assertEquals(fixture.done(), [["1", "ping"]]);
});
