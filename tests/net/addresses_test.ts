import { assertEquals } from "@std/assert";
import {
  adaptersOf,
  formatAddress,
  type Interface,
  isVpn,
  publicAddress,
} from "../../lib/net/addresses.ts";

const pure = { permissions: "none" } as const;

const v4 = (name: string, address: string): Interface => ({ name, address, family: "IPv4" });
const v6 = (name: string, address: string): Interface => ({ name, address, family: "IPv6" });

/** The original author's notebook: Wi-Fi, cable, and a VPN with a public address range. */
const NOTEBOOK = [
  v6("Loopback Pseudo-Interface 1", "::1"),
  v4("Loopback Pseudo-Interface 1", "127.0.0.1"),
  v6("Wi-Fi", "fe80::1c2d:3e4f"),
  v6("Wi-Fi", "2001:db8::12"),
  v4("Wi-Fi", "192.168.0.12"),
  v6("Radmin VPN", "fdfd::1a1a:1a1a"),
  v4("Radmin VPN", "26.253.198.232"),
  v4("Ethernet", "169.254.7.7"),
  v6("Teredo", "2001:0:1::1"),
];

Deno.test("adaptersOf() returns one IPv4 address per adapter for 0.0.0.0", pure, () => {
  assertEquals(adaptersOf("0.0.0.0", NOTEBOOK), [
    { name: "Wi-Fi", address: "192.168.0.12" },
    { name: "Radmin VPN", address: "26.253.198.232" },
  ]);
});

Deno.test("adaptersOf() returns one address per adapter for ::, IPv4 before IPv6", pure, () => {
  assertEquals(adaptersOf("::", NOTEBOOK), [
    { name: "Wi-Fi", address: "192.168.0.12" },
    { name: "Radmin VPN", address: "26.253.198.232" },
    { name: "Teredo", address: "2001:0:1::1" },
  ]);
});

Deno.test("adaptersOf() returns the adapter of a single listening address", pure, () => {
  for (
    const [host, name] of [
      ["26.253.198.232", "Radmin VPN"],
      ["192.168.0.12", "Wi-Fi"],
      ["2001:db8::12", "Wi-Fi"],
    ] as const
  ) {
    assertEquals(adaptersOf(host, NOTEBOOK), [{ name, address: host }]);
  }
});

Deno.test("adaptersOf() returns nothing for an address of another machine", pure, () => {
  for (const host of ["26.253.198.23", "10.0.0.1", "notebook.local", ""]) {
    assertEquals(adaptersOf(host, NOTEBOOK), []);
  }
  assertEquals(adaptersOf("0.0.0.0", []), []);
});

Deno.test("adaptersOf() leaves out loopback and link-local addresses", pure, () => {
  const loopback = ["127.0.0.1", "127.8.8.8", "169.254.0.1"].map((ip) => v4("x", ip));
  const local = ["::1", "fe80::1", "FE80::ABCD"].map((ip) => v6("x", ip));
  assertEquals(adaptersOf("0.0.0.0", loopback), []);
  for (const { address } of NOTEBOOK.filter(({ address }) => /^(127|169|::1|fe80)/.test(address))) {
    assertEquals(adaptersOf(address, NOTEBOOK), [], address);
  }
  assertEquals(adaptersOf("::", [...loopback, ...local]), []);
});

Deno.test("adaptersOf() leaves out no other range", pure, () => {
  const addresses = [
    "1.127.0.1",
    "10.0.0.1",
    "25.1.2.3",
    "26.1.2.3",
    "100.64.0.1",
    "128.0.0.1",
    "169.253.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "200.1.2.3",
  ];
  const interfaces = addresses.map((address, at) => v4(`eth${at}`, address));
  assertEquals(adaptersOf("0.0.0.0", interfaces).map(({ address }) => address), addresses);
  const longer = ["::1:2", "2001:db8::1", "fd00::1"];
  const more = longer.map((address, at) => v6(`eth${at}`, address));
  assertEquals(adaptersOf("::", more).map(({ address }) => address), longer);
});

Deno.test("adaptersOf() returns the first of several addresses of an adapter", pure, () => {
  const interfaces = [v4("eth0", "169.254.1.1"), v4("eth0", "10.0.0.2"), v4("eth0", "10.0.0.1")];
  assertEquals(adaptersOf("0.0.0.0", interfaces), [{ name: "eth0", address: "10.0.0.2" }]);
});

Deno.test("formatAddress() omits the usual port, and brackets IPv6 before another", pure, () => {
  for (
    const [address, port, typed] of [
      ["26.253.198.232", 9999, "26.253.198.232"],
      ["26.253.198.232", 1234, "26.253.198.232:1234"],
      ["2001:db8::1", 9999, "2001:db8::1"],
      ["2001:db8::1", 1234, "[2001:db8::1]:1234"],
      ["::1", 99, "[::1]:99"],
    ] as const
  ) {
    assertEquals(formatAddress(address, port, 9999), typed);
  }
});

Deno.test("publicAddress() prefers the VPN of a server that listens everywhere", pure, () => {
  const cases: [host: string, interfaces: Interface[], address: string][] = [
    ["0.0.0.0", NOTEBOOK, "26.253.198.232:7000"],
    ["::", NOTEBOOK, "26.253.198.232:7000"],
    ["192.168.0.12", NOTEBOOK, "192.168.0.12:7000"],
    ["0.0.0.0", [v4("Wi-Fi", "192.168.0.12"), v4("Ethernet", "10.0.0.1")], "192.168.0.12:7000"],
    ["::", [v6("Wi-Fi", "2001:db8::12")], "[2001:db8::12]:7000"],
    ["0.0.0.0", [], "0.0.0.0:7000"],
    ["::1", NOTEBOOK, "[::1]:7000"],
    ["notebook.local", NOTEBOOK, "notebook.local:7000"],
  ];
  for (const [host, interfaces, address] of cases) {
    assertEquals(publicAddress(host, 7000, interfaces), address, host);
  }
});

Deno.test("isVpn() knows the names that VPN programs give their adapters", pure, () => {
  const names = ["Radmin VPN", "Hamachi", "ZeroTier One [1]", "Tailscale", "tun0", "wg0", "zt5u4"];
  for (const name of names) assertEquals(isVpn(name), true, name);
  for (const name of ["Wi-Fi", "Ethernet", "eth0", "wlan0"]) assertEquals(isVpn(name), false, name);
});
