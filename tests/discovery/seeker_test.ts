/** The seeker of a conversation whose server is lost. */

import { assertEquals } from "@std/assert";
import type { FoundRoom } from "../../lib/discovery/found_rooms.ts";
import { Seeker } from "../../lib/discovery/seeker.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** A room with a certificate, at some hosts. */
function roomOf(certificate: string, ...hosts: string[]): FoundRoom {
  const places = hosts.map((host) => ({ host, port: 9999, adapter: "vpn", delayMs: 1 }));
  return { id: certificate, certificate, name: "Sala", people: 1, hasPassword: false, places };
}

/** A seeker whose searches are the test's. */
class SeekerFixture {
  readonly clock = new FakeClock();
  rooms: FoundRoom[] = [];
  readonly found: string[] = [];
  /** Which searches were begun, and whether they have ended. */
  readonly searches: { change: () => void; hasEnded: boolean }[] = [];
  readonly seeker = new Seeker({
    clock: this.clock,
    onFound: ({ host }, certificate) => this.found.push(`${host} ${certificate}`),
    search: (change) => {
      const search = { change, hasEnded: false };
      this.searches.push(search);
      const rooms = () => this.rooms;
      return {
        get rooms() {
          return rooms();
        },
        [Symbol.asyncDispose]: () => {
          search.hasEnded = true;
          return Promise.resolve();
        },
      };
    },
  });
}

Deno.test("Seeker searches after a second, for the certificate alone", pure, async () => {
  const fixture = new SeekerFixture();
  fixture.seeker.begin("mine");
  await fixture.clock.advance(999);
  fixture.seeker.begin("mine");
  assertEquals(fixture.searches.length, 0);
  await fixture.clock.advance(1);
  assertEquals(fixture.searches.length, 1);
  fixture.rooms = [roomOf("other", "a"), roomOf("mine", "b", "c")];
  fixture.searches[0]!.change();
  assertEquals(fixture.found, ["b mine", "c mine"]);
  fixture.seeker.begin("mine");
  await fixture.clock.advance(10_000);
  assertEquals([fixture.searches.length, fixture.searches[0]!.hasEnded], [1, false]);
  await fixture.seeker.end();
  assertEquals([fixture.searches[0]!.hasEnded, fixture.clock.pending], [true, 0]);
});

Deno.test(
  "Seeker searches nothing when the server is back at once, and begins anew",
  pure,
  async () => {
    const fixture = new SeekerFixture();
    fixture.seeker.begin("mine");
    await fixture.clock.advance(500);
    await fixture.seeker.end();
    await fixture.clock.advance(5_000);
    assertEquals([fixture.searches.length, fixture.clock.pending], [0, 0]);
    fixture.seeker.begin("mine");
    await fixture.clock.advance(1_000);
    assertEquals(fixture.searches.length, 1);
    await fixture.seeker.end();
    await fixture.seeker.end();
  },
);
