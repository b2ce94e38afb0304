/** The route of a conversation: at which server of a room it goes on. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { bracketed } from "../../lib/net/host.ts";
import { Route } from "../../lib/net/route.ts";

const pure = { permissions: "none" } as const;
const HOME = { host: "26.1.1.1", port: 9999 };

/** Where a route is now, as text. */
function at({ current: { host, port } }: Route): string {
  return `${bracketed(host)}:${port}`;
}

/** Goes on so many times. Returns where it is then, and whether it may be dialed at once. */
function goOn(route: Route, times = 1): [place: string, isNew: boolean][] {
  return Array.from({ length: times }, () => {
    const isNew = route.goOn();
    return [at(route), isNew];
  });
}

/** A route that knows these others. */
function routeWith(...others: string[]): Route {
  const route = new Route(HOME);
  route.learn(others);
  return route;
}

Deno.test("Route stays at the server that the person named while there is no other", pure, () => {
  const route = new Route(HOME);
  assertEquals([at(route), route.hasOthers], ["26.1.1.1:9999", false]);
  assertEquals(goOn(route, 3), Array(3).fill(["26.1.1.1:9999", false]));
});

Deno.test("Route.learn() stays where the conversation is", pure, () => {
  const route = routeWith("26.2.2.2:9999");
  assertEquals([at(route), route.hasOthers], ["26.1.1.1:9999", true]);
});

Deno.test("Route.goOn() tries each server once, and begins anew after a full round", pure, () => {
  const route = routeWith("26.2.2.2:9999", "[fd00::1]:8888");
  const round = ["26.2.2.2:9999", "[fd00::1]:8888"];
  assertEquals(goOn(route, 3), [[round[0]!, true], [round[1]!, true], [round[0]!, false]]);
  // Each further round has the server of the person, too.
  const home = "26.1.1.1:9999";
  for (let rounds = 0; rounds < 2; rounds++) {
    assertEquals(goOn(route, 3), [[round[1]!, true], [home, true], [round[0]!, false]]);
  }
});

Deno.test("Route.goOn() comes back to the server that the person named", pure, () => {
  const route = routeWith("26.2.2.2:9999");
  assertEquals(goOn(route), [["26.2.2.2:9999", true]]);
  route.arrive();
  // The other one names the first.
  route.learn(["26.1.1.1:9999"]);
  assertEquals(goOn(route, 2), [["26.1.1.1:9999", true], ["26.1.1.1:9999", false]]);
});

Deno.test("Route.goOn() knows two servers of one computer by their ports", pure, () => {
  assertEquals(goOn(routeWith("26.1.1.1:9998"), 2), [
    ["26.1.1.1:9998", true],
    ["26.1.1.1:9998", false],
  ]);
});

Deno.test("Route.arrive() makes all others untried", pure, () => {
  const route = routeWith("26.2.2.2:9999", "26.3.3.3:9999");
  goOn(route, 2);
  route.arrive();
  assertStrictEquals(at(route), "26.3.3.3:9999", "the conversation stays there");
  assertEquals(goOn(route, 2), [["26.2.2.2:9999", true], ["26.1.1.1:9999", true]]);
});

Deno.test("Route.learn() forgets others that are not told any more", pure, () => {
  const route = routeWith("26.2.2.2:9999", "26.3.3.3:9999");
  route.learn(["26.4.4.4:9999"]);
  assertEquals(goOn(route, 2), [["26.4.4.4:9999", true], ["26.4.4.4:9999", false]]);
  route.learn([]);
  assertEquals([route.hasOthers, goOn(route)], [false, [["26.1.1.1:9999", true]]]);
});

Deno.test("Route.learn() passes over what is no server", pure, () => {
  const route = routeWith(
    "",
    "26.2.2.2",
    "26.2.2.2:0",
    "http://26.2.2.2:1",
    "chat.lan:9999",
    "a b:1",
  );
  assertEquals(goOn(route, 2), [["chat.lan:9999", true], ["chat.lan:9999", false]]);
  assertStrictEquals(routeWith("nada", "26.2.2.2:65536").hasOthers, false);
});

Deno.test("Route.learn() remembers 64 others", pure, () => {
  const others = Array.from({ length: 65 }, (_, index) => `s${index + 1}:1`);
  const round = goOn(routeWith(...others), 65);
  assertEquals(round.slice(62), [["s63:1", true], ["s64:1", true], ["s1:1", false]]);
});

Deno.test("Route.add() is a further address of the same server: there are no others", pure, () => {
  const route = new Route({ host: "a", port: 1 });
  for (const place of [{ host: "b", port: 2 }, { host: "a", port: 1 }, { host: "b", port: 2 }]) {
    route.add(place);
  }
  assertEquals(route.hasOthers, false);
  assertEquals(goOn(route, 3), [["b:2", true], ["a:1", false], ["b:2", true]]);
});

Deno.test("Route.add() takes four, behind the address that the person named", pure, () => {
  const route = routeWith("26.2.2.2:9999");
  for (let port = 1; port <= 100; port++) route.add({ host: "d", port });
  assertEquals(goOn(route, 6).map(([place]) => place), [
    ...["26.2.2.2:9999", "d:1", "d:2", "d:3", "d:4", "26.2.2.2:9999"],
  ]);
});

Deno.test("Route.settle() stays at the address where the person is in", pure, () => {
  const route = new Route({ host: "liar", port: 1 });
  route.add({ host: "right", port: 2 });
  route.add({ host: "other", port: 3 });
  route.goOn();
  route.settle();
  assertEquals(goOn(route, 3), [["right:2", false], ["right:2", false], ["right:2", false]]);
});
