import { assertEquals } from "@std/assert";
import { trustOf } from "../../lib/dial/trust.ts";

Deno.test("trustOf() trusts nothing for what is no base64", { permissions: "none" }, () => {
  const begin = "-----BEGIN CERTIFICATE-----\n";
  const end = "-----END CERTIFICATE-----\n";
  const { hostname, caCerts } = trustOf("AQID");
  assertEquals([hostname, caCerts], ["chat.invalid", [`${begin}AQID\n${end}`]]);
  assertEquals(trustOf("-----").caCerts, [begin + end]);
});
