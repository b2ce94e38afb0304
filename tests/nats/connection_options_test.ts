/** How a server connects to NATS. */

import { assertEquals } from "@std/assert";
import { plainOptionsOf } from "../../lib/nats/connection_options.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";

const pure = { permissions: "none" } as const;

/** The options for some nodes, but for what all have. */
function optionsOf(servers: string[], authority?: Uint8Array) {
  const { tls, token, user, pass, ...rest } = plainOptionsOf({
    ...{ servers, authority },
    credentials: undefined,
  });
  return { nodes: rest.servers, tls, token, user, pass };
}

Deno.test("plainOptionsOf() takes nodes, and who one is, from the addresses", pure, () => {
  const none = { tls: undefined, token: undefined, user: undefined, pass: undefined };
  assertEquals(optionsOf(["nats://26.1.2.3:4222", "nats://[::1]:4223"]), {
    ...none,
    nodes: ["26.1.2.3:4222", "[::1]:4223"],
  });
  const nodes = ["a:4222", "b:4222"];
  assertEquals(optionsOf(["nats://a:4222", "nats://ana%40x:p%3Aq@b:4222"]), {
    ...{ ...none, nodes, user: "ana@x", pass: "p:q" },
  });
  assertEquals(optionsOf(["nats://s3cret@a:4222", "nats://b:4222"]), {
    ...{ ...none, nodes, token: "s3cret" },
  });
});

Deno.test("plainOptionsOf() encrypts for tls, and with an authority", pure, () => {
  assertEquals(optionsOf(["tls://a:4222"]).tls, {});
  assertEquals(optionsOf(["nats://a:4222"], encodeUtf8("PEM")).tls, { ca: "PEM" });
});

Deno.test(
  "plainOptionsOf() takes a node for dead after two seconds, and goes on for ever",
  pure,
  () => {
    const { pingInterval, maxPingOut, timeout, maxReconnectAttempts, ...rest } = plainOptionsOf({
      servers: ["nats://a:4222"],
      credentials: undefined,
      authority: undefined,
    });
    assertEquals([pingInterval * maxPingOut, timeout, maxReconnectAttempts], [2_000, 1_000, -1]);
    const { reconnectTimeWait, reconnectJitter, ignoreAuthErrorAbort, name } = rest;
    assertEquals([reconnectTimeWait, reconnectJitter, ignoreAuthErrorAbort, name], [
      ...[250, 250, true, "chat"],
    ]);
  },
);
