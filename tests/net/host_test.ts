import { assertEquals } from "@std/assert";
import { bracketed } from "../../lib/net/host.ts";

Deno.test("bracketed() puts an IPv6 address in brackets, and nothing else", {
  permissions: "none",
}, () => {
  const cases = [["::1", "[::1]"], ["fd00::2", "[fd00::2]"], ["127.0.0.1", "127.0.0.1"], [
    "a",
    "a",
  ]];
  for (const [host, written] of cases) assertEquals(bracketed(host!), written);
});
