/** The host of the chat in its conversation: the operator's commands, and leaving. */

import { assertEquals } from "@std/assert";
import { HostChecks } from "../../lib/join/host_checks.ts";
import type { HostControls } from "../../lib/join/typed_commands.ts";
import { personHelp } from "../../lib/slash.ts";
import { HOST_TYPING, hostHelp, hostPersonHelp } from "../../lib/slash/operator.ts";
import { marksHelp } from "../../lib/view/marks_help.ts";
import { TestConversation, texts } from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;
const person = (name: string) => ({ name, since: 0, away: false });

/** A conversation of the host Ana with these others, and the commands that it has passed on. */
async function hostWith(...others: string[]) {
  return await hostAt(true, ...others);
}

/** The same, of a host with this name. */
async function hostAs(me: string, ...others: string[]) {
  const started = await hostAt(true);
  await started.client.receive({ type: "renamed", seq: 2, time: 0, from: "Ana", to: me });
  for (const [at, name] of others.entries()) {
    await started.client.receive({ type: "joined", seq: at + 3, time: 0, name });
  }
  return started;
}

/** The same, at a prompt that keeps a rejected line, or where lines are only read. */
async function hostAt(keepsLine: boolean, ...others: string[]) {
  const executed: unknown[] = [];
  const execute = (command: unknown) => void executed.push(command);
  const checks = new HostChecks(texts);
  const complaint: HostControls["complaint"] = (...line) => checks.complaint(...line);
  const hostControls = { ...HOST_TYPING, execute, complaint };
  const client = await TestConversation.start({ hostControls, keepsLine });
  await client.welcome({ people: ["Ana", ...others].map(person) });
  return { client, executed };
}

Deno.test("a host's operator commands are carried out here, and not sent", pure, async () => {
  const { client, executed } = await hostWith("Bia");
  await using host = client;
  await host.type("/expulsar Bia", "/aviso oi", "/convite", "/apagar");
  assertEquals(executed, [
    { type: "kick", name: "Bia" },
    { type: "notice", text: "oi" },
    { type: "invite" },
    { type: "prune" },
  ]);
  assertEquals(host.sentAfterHello, []);
  await host.type("/expulsar", "oi");
  assertEquals(host.ui.complaints, [texts.rejections["missing-argument"]("/expulsar NOME motivo")]);
  assertEquals(host.sentAfterHello, [{ type: "say", id: 1, text: "oi" }]);
});

Deno.test(
  "a host's help has the operator's commands too, and nobody else's has",
  pure,
  async () => {
    const { client } = await hostWith();
    await using host = client;
    await host.type("/ajuda");
    const hostLines = [texts.hostTitle, ...hostHelp(texts)].join("\n");
    const help = [...personHelp(texts), ...marksHelp(texts), texts.relayNote].join("\n");
    const own = [...hostPersonHelp(texts), ...marksHelp(texts), texts.relayNote].join("\n");
    assertEquals(host.ui.sentences.slice(1), [own, hostLines]);
    await using other = await TestConversation.entered({ keepsLine: true });
    await other.type("/ajuda", "/fechar");
    assertEquals(other.ui.sentences.slice(1), [help]);
    assertEquals(other.ui.refusedLines, ["/fechar"]);
  },
);

Deno.test("a host is told which of the operator's commands was probably meant", pure, async () => {
  const { client } = await hostWith();
  await using host = client;
  await host.type("/expulsr Bia");
  assertEquals(host.ui.complaints[0]!.endsWith(texts.didYouMean("/expulsar")), true);
  await using other = await TestConversation.entered({ keepsLine: true });
  await other.type("/expulsr Bia");
  assertEquals(other.ui.complaints, [texts.rejections["unknown-command"]("/expulsr")]);
});

Deno.test("a host cannot ban, mute or remove themself by any name for it", pure, async () => {
  const { client, executed } = await hostAs("João", "Bia", "joana", "Joäo");
  await using host = client;
  await host.type("/expulsar joão", "/calar JOÃO 5", "/banir João", "/banir Jοão");
  assertEquals(host.ui.complaints, [
    texts.kicksSelf,
    texts.sanctionsSelf,
    texts.sanctionsSelf,
    texts.sanctionsSelf,
  ]);
  await host.type("/expulsar joao", "/banir joana", "/calar Jοão", "/perdoar João");
  assertEquals(executed, [
    { type: "kick", name: "joao" },
    { type: "ban", name: "joana" },
    { type: "mute", name: "Jοão" },
    { type: "pardon", name: "João" },
  ]);
  const alone = await hostAs("João", "Bia");
  await using other = alone.client;
  await other.type("/expulsar joao", "/calar @joao", "/banir joao 5 oi", "/banir Bia");
  assertEquals(other.ui.complaints, [
    texts.kicksSelf,
    texts.sanctionsSelf,
    texts.sanctionsSelf,
  ]);
  assertEquals(alone.executed, [{ type: "ban", name: "Bia" }]);
});

Deno.test("a host with others is asked before leaving closes the chat for them", pure, async () => {
  const { client } = await hostWith("Bia", "Cris");
  await using host = client;
  await host.type("/sair");
  const sentence = "Se você sair, o chat fecha também para as outras 2 pessoas. " +
    "Para fechar, aperte a mesma tecla de novo.";
  assertEquals([host.ui.complaints, host.sentAfterHello], [[sentence], []]);
  await host.type("oi", "/sair");
  assertEquals(host.ui.complaints, [sentence, sentence]);
  await host.receiveSaid(1, 1);
  await host.type("/sair");
  assertEquals(host.sentAfterHello.at(-1), { type: "leave" });
  await host.drop();
  assertEquals(host.ui.sentences.slice(-2), [texts.youLeft, texts.closedForAll]);
  assertEquals(host.outcome, { type: "left" });
});

Deno.test("a host whose rejected line does not stay is told to type it again", pure, async () => {
  const { client } = await hostAt(false, "Bia");
  await using host = client;
  await host.type("/sair");
  assertEquals(host.ui.complaints, [
    "Se você sair, o chat fecha também para a outra pessoa. Para fechar, digite /sair de novo.",
  ]);
  await host.type("/sair");
  assertEquals(host.sentAfterHello, [{ type: "leave" }]);
});

Deno.test("a host whose redirected input ends stays in, other people leave", pure, async () => {
  const { client } = await hostWith("Bia");
  await using host = client;
  await host.endInput();
  assertEquals([host.sentAfterHello, host.outcome], [[], undefined]);
  await using other = await TestConversation.entered();
  await other.endInput();
  assertEquals(other.sentAfterHello, [{ type: "leave" }]);
});

Deno.test("a host leaves at once with /fechar, or when nobody else is there", pure, async () => {
  for (const [line, others] of [["/fechar", ["Bia"]], ["/sair", []]] as const) {
    const { client, executed } = await hostWith(...others);
    await using host = client;
    await host.type(line);
    assertEquals([host.sentAfterHello, executed], [[{ type: "leave" }], []], line);
  }
});

Deno.test("a host who leaves already may close at once, and is not asked again", pure, async () => {
  for (const line of ["/sair", "/fechar"]) {
    const { client, executed } = await hostWith("Bia");
    await using host = client;
    await host.type("oi", "/fechar", "/aviso tchau");
    assertEquals([host.ui.complaints, host.sentAfterHello.length], [[texts.isLeaving], 1], line);
    await host.type(line);
    assertEquals([host.sentAfterHello.at(-1), executed], [{ type: "leave" }, []], line);
  }
});
