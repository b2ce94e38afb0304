/** Which of the servers of a room has another one. */

import { assertStrictEquals } from "@std/assert";
import { Verdicts } from "../../lib/nats/verdicts.ts";

const pure = { permissions: "none" } as const;

/** Whether `me` is outvoted: `living` in the order of their starts, `agree` and `differ` compared. */
function isOutvoted(living: string, { agree = "", differ = "" } = {}): boolean {
  const verdicts = new Verdicts("me");
  const words = (text: string) => text.split(" ").filter(Boolean);
  for (const server of words(agree)) verdicts.set(server, true);
  for (const server of words(differ)) verdicts.set(server, false);
  return verdicts.isOutvoted(words(living).map((server) => ({ server })));
}

Deno.test(
  "Verdicts.isOutvoted(): a server that is alone is not, nor is one among none",
  pure,
  () => {
    assertStrictEquals(isOutvoted("me"), false);
    assertStrictEquals(isOutvoted(""), false);
    assertStrictEquals(isOutvoted("me a b"), false);
  },
);

Deno.test("Verdicts.isOutvoted() counts those that differ against those that agree", pure, () => {
  assertStrictEquals(isOutvoted("a me b", { agree: "a", differ: "b" }), false);
  assertStrictEquals(isOutvoted("me a b", { differ: "a b" }), true);
  assertStrictEquals(isOutvoted("me a b c", { agree: "a b", differ: "c" }), false);
  assertStrictEquals(isOutvoted("me a b c d", { agree: "a", differ: "b c d" }), true);
});

Deno.test("Verdicts.isOutvoted() takes one that was not compared as one that agrees", pure, () => {
  assertStrictEquals(isOutvoted("a b me", { differ: "b" }), false);
});

Deno.test("Verdicts.isOutvoted() looks at living servers only", pure, () => {
  assertStrictEquals(isOutvoted("me a", { agree: "a", differ: "b c d" }), false);
  assertStrictEquals(isOutvoted("a me b", { agree: "c d e", differ: "a b" }), true);
  assertStrictEquals(isOutvoted("a", { differ: "a" }), true);
});

Deno.test("Verdicts.isOutvoted(): of two halves that without the oldest server is", pure, () => {
  assertStrictEquals(isOutvoted("me a", { differ: "a" }), false);
  assertStrictEquals(isOutvoted("a me", { differ: "a" }), true);
  assertStrictEquals(isOutvoted("a b me c", { agree: "a", differ: "b c" }), false);
  assertStrictEquals(isOutvoted("b a me c", { agree: "a", differ: "b c" }), true);
});

Deno.test("Verdicts.isOutvoted() believes no other server about this one", pure, () => {
  assertStrictEquals(isOutvoted("me", { differ: "me" }), false);
  assertStrictEquals(isOutvoted("me a", { agree: "a", differ: "me" }), false);
});

Deno.test("Verdicts.set() replaces what was found out before", pure, () => {
  const verdicts = new Verdicts("me");
  const living = [{ server: "a" }, { server: "me" }];
  verdicts.set("a", false);
  assertStrictEquals(verdicts.isOutvoted(living), true);
  verdicts.set("a", true);
  assertStrictEquals(verdicts.isOutvoted(living), false);
});
