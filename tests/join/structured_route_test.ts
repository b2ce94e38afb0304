/** A conversation in a room on several servers: it goes on at another one. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Route } from "../../lib/net/route.ts";
import { lineOf } from "../../lib/view/transcript_line.ts";
import {
  TestConversation,
  type TestConversationOptions,
  texts,
} from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;
const OTHER = "26.2.2.2:9999";
const CLOSING = { type: "refused", code: "server-closing" };

/** A route that begins at the server with this name. */
const routeFrom = (host: string) => new Route({ host, port: 9999 });

/** A conversation that was welcomed by `um`, of which the room is also served elsewhere. */
async function entered(
  servers: string[] | undefined,
  options: TestConversationOptions = {},
): Promise<{ client: TestConversation; route: Route }> {
  const route = routeFrom("um");
  const client = await TestConversation.start({ route, ...options });
  await client.welcome(servers && { servers });
  return { client, route };
}

/** Where a conversation dials next, and when. */
const dialed = (client: TestConversation, route: Route) => [
  route.current.host,
  client.server.dialedAt.at(-1),
];

Deno.test(
  "StructuredConversation resumes at another server that its welcome named, at once",
  pure,
  async () => {
    const { client, route } = await entered([OTHER]);
    await using _ = client;
    await client.type("oi");
    await client.drop();
    assertEquals(dialed(client, route), ["26.2.2.2", 0]);
    assertEquals(client.sent, [{
      ...{ type: "hello", version: 1, name: "Ana", lang: "pt-BR" },
      resume: { token: "t", seen: 0 },
    }]);
    await client.welcome({ servers: ["um:9999"] });
    assertEquals(client.sentAfterHello, [{ type: "say", text: "oi", id: 1 }]);
    assertEquals(client.ui.outage, undefined);
    await client.receiveSaid(1, 1);
    // The first server is untried again: the person is in.
    await client.drop();
    assertEquals(dialed(client, route), ["um", 0]);
  },
);

Deno.test(
  "StructuredConversation learns of servers that come and go, and shows nothing of it",
  pure,
  async () => {
    const { client, route } = await entered(undefined);
    await using _ = client;
    assertStrictEquals(route.hasOthers, false);
    await client.receive({ type: "servers", servers: [OTHER] });
    assertStrictEquals(route.hasOthers, true);
    await client.receive({ type: "servers", servers: [] });
    assertStrictEquals(route.hasOthers, false);
    await client.receive({ type: "servers", servers: [OTHER] });
    assertEquals(client.ui.sentences, [texts.banner]);
    const lines = client.ui.events.map((event) => {
      return lineOf(event, client.ui.model, { texts, now: client.clock.date });
    });
    assertEquals(lines, [undefined, undefined, undefined]);
    await client.drop();
    assertEquals(dialed(client, route), ["26.2.2.2", 0]);
  },
);

Deno.test(
  "StructuredConversation shows no closed server when the room is served elsewhere",
  pure,
  async () => {
    const { client, route } = await entered([OTHER]);
    await using _ = client;
    await client.receive(CLOSING);
    assertEquals([client.ui.events, client.ui.sentences], [[], [texts.banner]]);
    assertStrictEquals(client.ui.outage, undefined);
    await client.drop();
    assertEquals(dialed(client, route), ["26.2.2.2", 0]);
    await client.welcome({ token: "outra" });
    // It is told as an outage: an unknown session is missed.
    assertEquals(client.ui.sentences.slice(1), [
      `${texts.closedByServer}\n${texts.retrying}`,
      texts.linkBack,
      texts.unknownSession,
    ]);
  },
);

Deno.test(
  "StructuredConversation shows a closed server when the others have gone",
  pure,
  async () => {
    const { client } = await entered([OTHER]);
    await using _ = client;
    await client.receive({ type: "servers", servers: [] }, CLOSING);
    assertEquals(client.ui.sentences, [texts.banner, texts.waitingForServer]);
    assertStrictEquals(client.ui.outage?.isServerClosed, true);
  },
);

Deno.test(
  "StructuredConversation leaves a silent server after 4 s when a message waits",
  pure,
  async () => {
    for (
      const [servers, text, isLeft] of [
        [[OTHER], "oi", true],
        [[OTHER], undefined, false],
        [undefined, "oi", false],
      ] as const
    ) {
      const { client, route } = await entered(servers && [...servers]);
      await using _ = client;
      if (text) await client.type(text);
      await client.advance(5_999);
      assertStrictEquals(client.server.dialedAt.length, 2, "a probe, and the connection");
      await client.advance(1);
      assertStrictEquals(client.server.dialedAt.length, isLeft ? 3 : 2);
      assertStrictEquals(route.current.host, isLeft ? "26.2.2.2" : "um");
      if (!text) continue;
      await client.advance(0);
      if (isLeft) await client.welcome();
      await client.receiveSaid(1, 1);
    }
  },
);

Deno.test("StructuredConversation waits once every server was tried", pure, async () => {
  const { client, route } = await entered([OTHER]);
  await using _ = client;
  client.server.dialResult = new Error("recusada");
  await client.drop();
  assertEquals(client.server.dialedAt.slice(2), [0]);
  await client.advance(250);
  // Both are tried again then.
  assertEquals(client.server.dialedAt.slice(2), [0, 250, 250]);
  assertStrictEquals(route.current.host, "26.2.2.2");
  assertEquals(client.ui.sentences, [texts.banner, `${texts.closedByServer}\n${texts.retrying}`]);
});

Deno.test(
  "StructuredConversation gives a server 4 s for a message, however quiet the room was",
  pure,
  async () => {
    const route = new Route({ host: "um", port: 1 });
    await using client = await TestConversation.start({ route });
    await client.welcome({ servers: ["dois:1"] });
    await client.advance(5_990);
    const { length } = client.server.dialedAt;
    await client.type("oi");
    await client.advance(4_000);
    assertEquals(client.server.dialedAt.length, length);
    await client.advance(2_100);
    assertEquals(client.server.dialedAt.length > length, true);
  },
);
