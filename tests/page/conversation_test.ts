/** Whole conversations between the page in a real browser and other clients. */

import { assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import {
  isIn,
  joinPage,
  keepPicture,
  linesOf,
  openPage,
  pageServer,
  say,
  shows,
} from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

testInBrowser(
  "the page joins after a refused name, with what was typed mended",
  async (browser) => {
    await using server = pageServer();
    await using _ana = await Peer.line(server.port, "Ana");
    await using page = await openPage(browser, server.port);
    await say(page, "Maria José");
    await page.waitFor("document.querySelector('#refusal').textContent.includes('espaços')");
    assertEquals(await page.evaluate("document.querySelector('#name').value"), "Maria_José");
    await keepPicture(page, "refused-name");
    await page.evaluate("document.querySelector('#name').select()");
    await say(page, "ana");
    await page.waitFor("document.querySelector('#refusal').textContent.includes('já está em uso')");
    assertEquals(await page.evaluate("document.querySelector('#name').value"), "ana");
    assertEquals(await page.evaluate("document.querySelector('.naming button').disabled"), false);
    await page.evaluate("document.querySelector('#name').select()");
    await say(page, "Servidor");
    await page.waitFor("document.querySelector('#refusal').textContent.includes('reservado')");
    await page.evaluate("document.querySelector('#name').select()");
    await page.press("Backspace");
    await page.press("Enter");
    await page.waitFor("document.querySelector('#refusal').textContent.includes('vazio')");
    await say(page, "Maria_José");
    await isIn(page);
    await shows(page, "No chat (2): Ana e Maria_José. /ajuda mostra os comandos.");
    assertEquals(page.errors, []);
  },
);

testInBrowser(
  "the page, a terminal's client, netcat and a bot talk to each other",
  async (browser) => {
    await using server = pageServer();
    await using nc = await Peer.line(server.port, "Netcat");
    await using bot = await Peer.structured(server.port, "Robô");
    await using page = await joinPage(browser, server.port, "Mãe");
    await say(page, "Olá, tudo bem? 👩‍👩‍👧");
    await nc.receives("Mãe: Olá, tudo bem? 👩‍👩‍👧\n");
    await bot.receivesEvent("said", { from: "Mãe", text: "Olá, tudo bem? 👩‍👩‍👧" });
    await shows(page, "✓ Olá, tudo bem? 👩‍👩‍👧");
    await nc.send("oi, mãe, veja https://example.com/a?b=c.\n");
    await shows(page, "Netcat: oi, mãe, veja https://example.com/a?b=c.");
    const link = await page.evaluate(`(() => {
    const { href, rel, target } = document.querySelector("[role=log] a");
    return [href, rel, target, document.querySelector("[role=log] mark").textContent];
  })()`);
    assertEquals(link, ["https://example.com/a?b=c", "noopener noreferrer", "_blank", "mãe"]);
    await bot.sendJson({
      type: "say",
      text: "(https://a.example/Chat_((jogo))) https://b.example).»",
    });
    await shows(page, "Robô: (https://a.example/Chat_((jogo))) https://b.example).»");
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll("[role=log] a")].slice(1).map(({ textContent }) => textContent)`,
    );
    assertEquals(links, ["https://a.example/Chat_((jogo))", "https://b.example"]);
    await bot.sendJson({ type: "say", text: "duas\nlinhas" });
    await shows(page, "Robô: duas\nlinhas");
    await page.type("uma");
    await page.press("Shift+Enter");
    await say(page, "outra");
    await bot.receivesEvent("said", { from: "Mãe", text: "uma\noutra" });
    await keepPicture(page, "conversation");
    assertEquals(page.errors, []);
  },
);

testInBrowser(
  "private messages go to one person: typed, by a press on a name, and as a reply",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using bia = await Peer.line(server.port, "Bia");
    await using page = await joinPage(browser, server.port, "Caio");
    await page.type("@ana ps");
    await page.waitFor("document.querySelector('#recipient').textContent === 'privado → Ana'");
    await say(page, "iu");
    await ana.receives("Caio (privado): psiu\n");
    await shows(page, "✓ (privado para Ana) psiu");
    await page.click(".people summary");
    await page.click(".people [data-name=Bia]");
    assertEquals(await page.evaluate("document.activeElement.value"), "@Bia ");
    await say(page, "só você");
    await bia.receives("Caio (privado): só você\n");
    await ana.send("@Caio recebido\n");
    await shows(page, "Ana (privado): recebido");
    await say(page, "/r ótimo");
    await ana.receives("Caio (privado): ótimo\n");
    await ana.send("oi a todos\n");
    await shows(page, "Ana: oi a todos");
    await page.click("[role=log] .name");
    const field = "[document.activeElement.value, document.activeElement.selectionStart]";
    assertEquals(await page.evaluate(field), ["@Ana ", 5]);
    await page.type("leia");
    await page.press("Home");
    await page.click(".people summary");
    await page.click(".people [data-name=Bia]");
    assertEquals(await page.evaluate(field), ["@Bia leia", 9]);
    await page.evaluate("document.activeElement.select()");
    await page.type("/ignorar  ");
    await page.click("[role=log] .name");
    assertEquals(await page.evaluate(field), ["/ignorar Ana", 12]);
    assertEquals(bia.text.includes("psiu") || bia.text.includes("recebido"), false);
  },
);

testInBrowser(
  "a mistake stays in the field with its reason, and nothing is sent",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using page = await joinPage(browser, server.port, "Caio");
    for (
      const [line, complaint] of [
        ["@anna oi", "Quis dizer @Ana?"],
        ["/ajdua", "Quis dizer /ajuda?"],
        ["x".repeat(4097), "4097 bytes"],
        ["/nome a b", "espaços"],
      ] as const
    ) {
      await page.paste(line);
      await page.press("Enter");
      await page.waitFor(
        `document.querySelector("#complaint").textContent.includes(${JSON.stringify(complaint)})`,
      );
      assertEquals(await page.evaluate("document.querySelector('#message').value"), line);
      await page.evaluate("document.querySelector('#message').select()");
      await page.press("Backspace");
    }
    await say(page, "fim");
    await ana.receives("Caio: fim\n");
    assertEquals(ana.text, "Ana entrou no chat.\nCaio entrou no chat.\nCaio: fim\n");
  },
);

testInBrowser(
  "commands work on the page: who, rename, help, clear, ignore, leave",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using page = await joinPage(browser, server.port, "Caio");
    await say(page, "/quem");
    await page.waitFor("document.querySelector('[role=log] li')?.textContent.startsWith('Ana: ')");
    await say(page, "/nome Caíque");
    await ana.receives("Caio agora se chama Caíque.\n");
    await page.waitFor("document.title.startsWith('Caíque · 2 no chat')");
    await say(page, "/ignorar Ana");
    await ana.send("não vejo\n");
    await ana.send("@Caíque nem isto\n");
    await say(page, "/limpar");
    await say(page, "limpo");
    await shows(page, "✓ limpo");
    const lines = await linesOf(page);
    assertEquals(
      lines.some((line) => line.includes("não vejo") || line.includes("nem isto")),
      false,
    );
    assertEquals(lines.length <= 3, true, lines.join("\n"));
    await page.click(".menu summary");
    await page.click(".menu button:nth-of-type(2)");
    await page.waitFor("document.querySelector('[role=log]').textContent.includes('/historico N')");
    await page.click("#message");
    await say(page, "/sair");
    await ana.receives("Caíque saiu do chat.\n");
    await page.waitFor("document.querySelector('.end')?.textContent.includes('não está mais')");
    await page.press("Enter");
    await page.waitFor("document.activeElement?.id === 'name'");
  },
);

testInBrowser(
  "Tab completes names and commands, and moves on when there is nothing to complete",
  async (browser) => {
    await using server = pageServer();
    await using _ana = await Peer.line(server.port, "Ana_Maria");
    await using page = await joinPage(browser, server.port, "Caio");
    await page.type("oi @an");
    await page.waitFor(
      "document.querySelector('.suggestions button')?.textContent === '@Ana_Maria'",
    );
    await page.press("Tab");
    assertEquals(await page.evaluate("document.querySelector('#message').value"), "oi @Ana_Maria ");
    await page.evaluate("document.execCommand('undo')");
    assertEquals(await page.evaluate("document.querySelector('#message').value"), "oi @an");
    await page.press("End");
    await page.type("a e b");
    for (let at = 0; at < 4; at++) await page.press("ArrowLeft");
    await page.press("Tab");
    const completed = "[document.activeElement.value, document.activeElement.selectionStart]";
    assertEquals(await page.evaluate(completed), ["oi @Ana_Maria e b", 13]);
    await page.press("Tab");
    assertEquals(await page.evaluate("document.activeElement.textContent"), "Enviar");
    await page.press("Shift+Tab");
    await page.evaluate("document.querySelector('#message').select()");
    await page.type("/");
    await page.waitFor("document.querySelectorAll('.suggestions button').length === 8");
    await page.type("his");
    await page.click(".suggestions button");
    assertEquals(await page.evaluate("document.querySelector('#message').value"), "/historico ");
  },
);

testInBrowser("the page speaks the language of its browser", async (browser) => {
  await using server = pageServer();
  await using page = await joinPage(browser, server.port, "Ann", { lang: "en-GB" });
  await shows(page, "Only you are in the chat so far. /help shows the commands.");
  assertEquals(await page.evaluate("document.documentElement.lang"), "en");
  await using french = await openPage(browser, server.port, { lang: "fr" });
  assertEquals(await french.evaluate("document.documentElement.lang"), "pt-BR");
});
