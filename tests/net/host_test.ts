import { assertEquals } from "@std/assert";
import { bracketed, ipv6Groups, isLoopback, parseHostPort } from "../../lib/net/host.ts";

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

Deno.test("parseHostPort() reads a host and a port, and nothing else", {
  permissions: "none",
}, () => {
  const cases: [text: string, host: string | undefined, port?: number][] = [
    ["26.253.198.232:9999", "26.253.198.232", 9999],
    ["chat.lan:1", "chat.lan", 1],
    ["são_paulo-2:65535", "são_paulo-2", 65535],
    ["[::1]:9999", "::1", 9999],
    ["[FD00::2]:00080", "FD00::2", 80],
    ["[::ffff:26.1.1.1]:1", "::ffff:26.1.1.1", 1],
    ["[fe80::1%eth0]:9999", "fe80::1%eth0", 9999],
    ["", undefined],
    ["chat.lan", undefined],
    ["chat.lan:", undefined],
    [":9999", undefined],
    ["chat.lan:0", undefined],
    ["chat.lan:65536", undefined],
    ["chat.lan:099999", undefined],
    ["chat.lan:-1", undefined],
    ["chat.lan:9x", undefined],
    ["chat.lan:٩", undefined],
    [" chat.lan:1", undefined],
    ["chat.lan :1", undefined],
    ["chat.lan: 1", undefined],
    ["chat.lan:1 ", undefined],
    ["chat\tlan:1", undefined],
    ["chat.lan:1\n", undefined],
    ["http://chat.lan:1", undefined],
    ["chat.lan/x:1", undefined],
    ["chat.lan:1/x", undefined],
    ["::1:9999", undefined],
    ["[::1]", undefined],
    ["[]:1", undefined],
    ["[chat.lan]:1", undefined],
    ["[::1%]:1", undefined],
    ["[::1%a b]:1", undefined],
    ["[::1:1", undefined],
    ["::1]:1", undefined],
  ];
  for (const [text, host, port] of cases) {
    const expected = host === undefined ? undefined : { host, port: port! };
    assertEquals(parseHostPort(text), expected, JSON.stringify(text));
  }
});

Deno.test("isLoopback() is true for 127.x and ::1", { permissions: "none" }, () => {
  const addresses = ["127.0.0.1", "127.9.9.9", "::1", "26.127.0.1", "::1:1", "fe80::1"];
  assertEquals(addresses.map(isLoopback), [true, true, true, false, false, false]);
});
