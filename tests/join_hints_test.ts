/** What `chat serve` tells its operator to pass on, for the networks that the machine is in. */

import { assertEquals } from "@std/assert";
import type { Interface } from "../lib/net/addresses.ts";
import { joinHintsFor } from "../lib/operator/hints.ts";

const pure = { permissions: "none" } as const;
const LOOPBACK: Interface[] = [
  { name: "lo", address: "127.0.0.1", family: "IPv4" },
  { name: "lo", address: "::1", family: "IPv6" },
];
const NO_NETWORK = [
  "Este computador não está em nenhuma rede: ninguém mais consegue entrar. Ligue a VPN.",
];

Deno.test("joinHintsFor() says to turn on the VPN when there is no network", pure, () => {
  // A network card without a cable, and one that found no other machine on its network.
  const linkLocal: Interface[] = [
    { name: "Ethernet", address: "169.254.7.7", family: "IPv4" },
    { name: "Ethernet", address: "fe80::7", family: "IPv6" },
  ];
  for (const host of ["0.0.0.0", "::"]) {
    for (const interfaces of [[], LOOPBACK, [...LOOPBACK, ...linkLocal]]) {
      assertEquals(joinHintsFor(9999, { host, lang: "pt-BR" }, interfaces), NO_NETWORK, host);
    }
  }
  assertEquals(joinHintsFor(9999, { host: "0.0.0.0", lang: "en" }, LOOPBACK), [
    "This computer is not on any network: nobody else can join. Turn on the VPN.",
  ]);
});

Deno.test("joinHintsFor() has no hint for a server that only this computer reaches", pure, () => {
  for (const host of ["127.0.0.1", "::1", "localhost"]) {
    assertEquals(joinHintsFor(9999, { host, lang: "pt-BR" }, LOOPBACK), [], host);
  }
});

Deno.test(
  "joinHintsFor() does not blame a network on which only this listener is missing",
  pure,
  () => {
    const ipv6: Interface[] = [...LOOPBACK, {
      name: "eth0",
      address: "2001:db8::7",
      family: "IPv6",
    }];
    assertEquals(joinHintsFor(9999, { host: "0.0.0.0", lang: "pt-BR" }, ipv6), []);
  },
);

Deno.test(
  "joinHintsFor() aligns one command per adapter, with a port that is not the default",
  pure,
  () => {
    const interfaces: Interface[] = [
      ...LOOPBACK,
      { name: "eth0", address: "192.168.0.7", family: "IPv4" },
      { name: "Radmin VPN", address: "26.253.198.232", family: "IPv4" },
    ];
    assertEquals(joinHintsFor(9999, { host: "0.0.0.0", lang: "pt-BR" }, interfaces), [
      "Nos outros computadores, digite:",
      "  eth0         chat join 192.168.0.7",
      "  Radmin VPN   chat join 26.253.198.232",
    ]);
    assertEquals(joinHintsFor(9000, { host: "192.168.0.7", lang: "pt-BR" }, interfaces), [
      "Nos outros computadores, digite:",
      "  eth0   chat join 192.168.0.7:9000",
    ]);
  },
);
