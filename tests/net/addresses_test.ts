import { assertEquals } from "@std/assert";
import {
  adaptersOf,
  formatAddress,
  type Interface,
  isVpn,
  phoneAdapter,
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

Deno.test("phoneAdapter() prefers a private address that is no VPN's and not virtual", pure, () => {
  const cable = { name: "Ethernet", address: "192.168.0.7" };
  const others = [
    { name: "Radmin VPN", address: "26.253.198.232" },
    { name: "Hamachi", address: "25.1.2.3" },
    { name: "ZeroTier One [1]", address: "10.147.17.2" },
    { name: "Tailscale", address: "100.64.0.1" },
    { name: "OpenVPN TAP-Windows6", address: "10.8.0.2" },
    { name: "tun0", address: "10.8.0.2" },
    { name: "tap0", address: "10.8.0.3" },
    { name: "wg0", address: "10.0.0.2" },
    { name: "WireGuard", address: "10.0.0.3" },
    { name: "zt5u4", address: "10.147.17.3" },
    { name: "docker0", address: "172.17.0.1" },
    { name: "br-0a1b2c", address: "172.18.0.1" },
    { name: "veth12ab", address: "172.19.0.1" },
    { name: "virbr0", address: "192.168.122.1" },
    { name: "vEthernet (WSL)", address: "172.20.0.1" },
    { name: "VirtualBox Host-Only Network", address: "192.168.56.1" },
    { name: "vboxnet0", address: "192.168.56.1" },
    { name: "VMware Network Adapter VMnet8", address: "192.168.8.1" },
    { name: "vmnet1", address: "192.168.9.1" },
  ];
  for (const other of others) {
    assertEquals(phoneAdapter([other, cable]), cable, other.name);
    assertEquals(phoneAdapter([other]), other, other.name);
  }
  assertEquals(phoneAdapter([...others, cable]), cable);
});

Deno.test(
  "phoneAdapter() prefers a wireless adapter to a cable, and else takes the first",
  pure,
  () => {
    const cable = { name: "Ethernet", address: "10.0.0.7" };
    for (
      const name of ["Wi-Fi", "WiFi 2", "wlan0", "wlp3s0", "Conexão de rede sem fio", "Wireless"]
    ) {
      const wireless = { name, address: "192.168.0.12" };
      assertEquals(phoneAdapter([cable, wireless]), wireless, name);
      // A public address is no router's.
      assertEquals(phoneAdapter([cable, { name, address: "200.1.2.3" }]), cable, name);
    }
    assertEquals(phoneAdapter([cable, { name: "Ethernet 2", address: "192.168.0.7" }]), cable);
    assertEquals(phoneAdapter([]), undefined);
  },
);

Deno.test("phoneAdapter() knows the ranges of private addresses", pure, () => {
  const first = { name: "eth0", address: "200.1.2.3" };
  const taken = (address: string) => phoneAdapter([first, { name: "eth1", address }]) !== first;
  const isPrivate = ["10.0.0.1", "10.255.0.1", "172.16.0.1", "172.31.9.9", "192.168.255.1"];
  assertEquals(isPrivate.filter((address) => !taken(address)), []);
  const isOther = ["11.0.0.1", "110.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "fd00::1"];
  assertEquals(isOther.filter(taken), []);
});
