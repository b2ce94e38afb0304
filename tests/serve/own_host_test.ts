import { assertStrictEquals } from "@std/assert";
import { isOwnHost } from "../../lib/serve/own_host.ts";

Deno.test("isOwnHost() accepts addresses, localhost and the server's names", {
  permissions: "none",
}, () => {
  const own = [
    ...["26.253.198.232:9999", "127.0.0.1", "0.0.0.0:1", "255.255.255.255:65535"],
    ...["[::1]:9999", "[fe80::1%eth0]", "[::ffff:127.0.0.1]:80", "localhost", "LOCALHOST:9999"],
    ...["localhost.", "1.2.3.4.", "Chat.lan", "chat.lan.:9999"],
  ];
  for (const host of own) assertStrictEquals(isOwnHost(host, ["chat.LAN"]), true, host);
  const foreign = [
    ...["", ":9999", "evil.example", "evil.example:9999", "127.0.0.1.evil.example", "1.2.3"],
    ...["256.1.1.1", "1.2.3.4.5", "[1.2.3.4]", "[]", "localhost.evil", "chat.lan.evil"],
    ...["chat", "xchat.lan", "a@127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:123456", "::1"],
    ...["localhost:80:80", "127.0.0.1, evil", "0x7f.1"],
  ];
  for (const host of foreign) assertStrictEquals(isOwnHost(host, ["chat.LAN"]), false, host);
});
