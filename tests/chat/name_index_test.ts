import { assertEquals } from "@std/assert";
import { NameIndex } from "../../lib/chat/name_index.ts";
import { Session } from "../../lib/chat/session.ts";

const pure = { permissions: "none" } as const;

function session(id: number, name: string): Session {
  return new Session(id, name, { tokenHash: null, since: 0, joinedAfterSeq: 0 });
}

Deno.test("NameIndex.find() returns the sessions that share a key, once each", pure, () => {
  const index = new NameIndex((name) => [...name]);
  const [ab, bc, cd] = [session(1, "ab"), session(2, "bc"), session(3, "cd")];
  for (const one of [ab, bc, cd]) index.add(one);
  const found = (name: string) => index.find(name).map(({ id }) => id);
  assertEquals([found("a"), found("b"), found("bc"), found("x")], [[1], [1, 2], [1, 2, 3], []]);
  index.delete(bc);
  assertEquals([found("b"), found("c"), found("abcd")], [[1], [3], [1, 3]]);
  index.delete(ab);
  assertEquals([found("a"), found("b")], [[], []]);
});
