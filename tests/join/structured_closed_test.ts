/** A server that is closed on purpose is told apart from a broken link. */

import { assertEquals } from "@std/assert";
import {
  TestConversation,
  type TestConversationOptions,
  texts,
} from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;

const CLOSING = {
  type: "refused",
  code: "server-closing",
  text: "Conexão encerrada pelo servidor.",
};
const WAITING = [texts.banner, texts.waitingForServer];

/** A conversation whose server was closed, and does not answer. */
async function closed(options: TestConversationOptions = {}): Promise<TestConversation> {
  const client = await TestConversation.entered(options);
  await client.receive(CLOSING);
  client.server.dialResult = new Error("recusada");
  await client.drop();
  return client;
}

Deno.test(
  "StructuredConversation says that the server was closed, and waits quietly",
  pure,
  async () => {
    await using client = await closed();
    assertEquals(client.ui.events.map((event) => "code" in event && event.code), [
      "server-closing",
    ]);
    assertEquals(client.ui.sentences, WAITING);
    await client.advance(120_000);
    assertEquals([client.outcome, client.ui.sentences], [undefined, WAITING]);
    assertEquals(client.ui.outage?.isServerClosed, true);
    const { length } = client.server.dialedAt;
    await client.advance(15_000);
    assertEquals(client.server.dialedAt.length > length, true);
  },
);

Deno.test("StructuredConversation goes on when the server opens again", pure, async () => {
  await using client = await closed();
  await client.type("depois");
  await client.redialed();
  await client.welcome();
  assertEquals(client.ui.sentences, [...WAITING, texts.serverBack]);
  assertEquals(client.ui.outage, undefined);
  assertEquals(client.sentAfterHello, [{ type: "say", text: "depois", id: 1 }]);
  // The next outage is one.
  await client.drop();
  const outage = `${texts.closedByServer}\n${texts.retrying}`;
  assertEquals(client.ui.sentences, [...WAITING, texts.serverBack, outage]);
});

Deno.test("StructuredConversation misses nothing of a server that was closed", pure, async () => {
  await using client = await closed();
  await client.redialed();
  await client.welcome({ token: "another session" });
  assertEquals(client.ui.sentences, [...WAITING, texts.serverBack]);
});

Deno.test("StructuredConversation says once that the server was closed", pure, async () => {
  await using client = await closed();
  await client.redialed();
  await client.receive(CLOSING);
  await client.drop();
  assertEquals([client.ui.events.length, client.ui.sentences], [1, WAITING]);
});

Deno.test("StructuredConversation ends its wait with /sair", pure, async () => {
  await using client = await closed();
  await client.type("/sair");
  assertEquals(client.outcome, { type: "left" });
  assertEquals(client.ui.sentences, [...WAITING, texts.youLeft, texts.closedByServer]);
});

Deno.test(
  "StructuredConversation ends as the original when it may not reconnect",
  pure,
  async () => {
    await using client = await closed({ reconnect: false });
    assertEquals(client.outcome, { type: "left" });
    assertEquals([client.ui.events, client.ui.sentences], [[], [
      texts.banner,
      texts.closedByServer,
    ]]);
  },
);

Deno.test(
  "StructuredConversation offers no wait to a person who leaves, or whose input has ended",
  pure,
  async () => {
    for (const leave of ["/sair", undefined]) {
      await using client = await TestConversation.entered();
      await client.type("oi"); // Not delivered: leaving waits for it.
      if (leave) await client.type(leave);
      else await client.endInput();
      await client.receive(CLOSING);
      await client.drop();
      assertEquals(client.ui.events, []);
      assertEquals(client.ui.sentences.includes(texts.waitingForServer), false);
      assertEquals(client.outcome, { type: "failed", sentence: texts.unsure(1) });
    }
  },
);

Deno.test(
  "StructuredConversation asks on for a name while the server is closed",
  pure,
  async () => {
    await using client = await TestConversation.start();
    await client.receive({ type: "refused", code: "name-taken", value: "Ana" });
    await client.receive(CLOSING);
    await client.drop();
    assertEquals([client.outcome, client.ui.events], [undefined, []]);
    assertEquals(client.ui.sentences, [texts.banner, texts.refusals["name-taken"]("Ana")]);
  },
);

Deno.test("StructuredConversation says nothing of a closed server after Ctrl+C", pure, async () => {
  await using client = await TestConversation.entered();
  await client.interrupt();
  await client.receive(CLOSING);
  assertEquals([client.ui.events, client.ui.sentences], [[], [texts.banner, texts.youLeft]]);
});
