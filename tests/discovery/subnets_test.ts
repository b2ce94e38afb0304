/** The IPv4 networks of a machine. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { broadcastOf, contains, isIpv4, subnetsOf } from "../../lib/discovery/subnets.ts";

const pure = { permissions: "none" } as const;

/** A network by an address and a mask. */
function subnet(address: string, netmask: string) {
  return { name: "eth0", address, netmask };
}

Deno.test("subnetsOf() has each IPv4 address once", pure, () => {
  const lan = { ...subnet("192.168.7.2", "255.255.255.0"), family: "IPv4" as const };
  const v6 = { name: "eth0", address: "fe80::1", netmask: "ffff::", family: "IPv6" as const };
  const again = { ...lan, name: "eth0:1" };
  assertEquals(subnetsOf([v6, lan, again]), [subnet("192.168.7.2", "255.255.255.0")]);
});

Deno.test("broadcastOf() is the last address, if the network has one", pure, () => {
  for (
    const [address, netmask, everybody] of [
      ["192.168.7.2", "255.255.255.0", "192.168.7.255"],
      ["26.253.198.232", "255.0.0.0", "26.255.255.255"],
      ["10.1.2.3", "255.255.240.0", "10.1.15.255"],
      ["200.1.2.9", "255.255.255.252", "200.1.2.11"],
      ["10.0.0.1", "0.0.0.0", "255.255.255.255"],
      ["10.0.0.1", "255.255.255.254", undefined],
      ["10.0.0.1", "255.255.255.255", undefined],
    ] as const
  ) assertStrictEquals(broadcastOf(subnet(address, netmask)), everybody, `${address}/${netmask}`);
});

Deno.test("contains() compares the part of the network", pure, () => {
  const vpn = subnet("26.1.2.3", "255.0.0.0");
  const lan = subnet("192.168.7.2", "255.255.255.0");
  assertEquals([contains(vpn, "26.200.0.1"), contains(vpn, "27.1.2.3")], [true, false]);
  assertEquals([contains(lan, "192.168.7.255"), contains(lan, "192.168.8.2")], [true, false]);
  assertEquals(contains(subnet("200.1.2.3", "255.255.255.255"), "200.1.2.3"), true);
});

Deno.test("isIpv4() is false for names and other addresses", pure, () => {
  const hosts = ["26.1.2.3", "casa.example", "::1", "1.2.3", "1.2.3.4.5", "a.1.2.3.4"];
  assertEquals(hosts.filter(isIpv4), ["26.1.2.3"]);
});
