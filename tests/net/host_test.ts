import { assertEquals } from "@std/assert";
import { bracketed, ipv6Groups } from "../../lib/net/host.ts";

Deno.test("bracketed() puts an IPv6 address in brackets, and nothing else", {
  permissions: "none",
}, () => {
  const cases = [["::1", "[::1]"], ["fd00::2", "[fd00::2]"], ["127.0.0.1", "127.0.0.1"], [
    "a",
    "a",
  ]];
  for (const [host, written] of cases) assertEquals(bracketed(host!), written);
});

Deno.test("ipv6Groups() expands an address, and takes nothing else for one", {
  permissions: "none",
}, () => {
  const cases: [address: string, groups: string | undefined][] = [
    ["::", "0 0 0 0 0 0 0 0"],
    ["::1", "0 0 0 0 0 0 0 1"],
    ["2001:DB8::a0", "2001 db8 0 0 0 0 0 a0"],
    ["1:2:3:4:5:6:7:8", "1 2 3 4 5 6 7 8"],
    ["1:2:3:4:5:6:7::", "1 2 3 4 5 6 7 0"],
    ["1:2:3:4:5:6:7", undefined],
    ["1:2:3:4:5:6:7:8:9", undefined],
    ["1:2:3:4::5:6:7:8", undefined],
    ["fe80::1%eth0", undefined],
    ["127.0.0.1", undefined],
    ["cafe", undefined],
  ];
  for (const [address, groups] of cases) {
    const found = ipv6Groups(address)?.map((group) => group.toString(16)).join(" ");
    assertEquals(found, groups, address);
  }
});
