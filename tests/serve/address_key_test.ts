import { assertEquals } from "@std/assert";
import { addressKey } from "../../lib/serve/address_key.ts";

Deno.test("addressKey() takes an IPv6 address with its /64", { permissions: "none" }, () => {
  const cases: [address: string, key: string][] = [
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:2::", "2001:db8:1:2::/64"],
    ["2001:db8::2:3:4:5:6", "2001:db8:0:2::/64"],
    ["2001:db8::5:6", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["1:2:3::", "1:2:3:0::/64"],
  ];
  for (const [address, key] of cases) assertEquals(addressKey(address), key, address);
});
