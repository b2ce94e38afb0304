/** The page beside IRC clients, of which one runs in the same browser. */

import { assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { IrcBot } from "../support/irc_bot.ts";
import { joinPage, pageServer, say, shows } from "../support/page_server.ts";

/** An IRC client of a few lines, in the page: its lines are in `ircLines`. */
const CLIENT = `(() => {
  const url = location.href.replace("http", "ws");
  const socket = window.irc = new WebSocket(url, ["binary.ircv3.net", "text.ircv3.net"]);
  const lines = window.ircLines = [];
  socket.binaryType = "arraybuffer";
  socket.onmessage = ({ data }) => lines.push(new TextDecoder().decode(data));
  socket.onopen = () => {
    const send = (line) => socket.send(new TextEncoder().encode(line));
    for (const line of ["NICK Aba", "USER aba 0 * :Aba", "JOIN #chat"]) send(line);
  };
})()`;

testInBrowser("the page, and IRC clients beside it and in the same browser", async (browser) => {
  await using server = pageServer();
  await using bot = new IrcBot(server.port, "robô");
  await bot.sees("join robô");
  await using page = await joinPage(browser, server.port, "Mãe");
  await bot.sees("join Mãe");
  await say(page, "!oi");
  await shows(page, "robô: olá, Mãe");
  await say(page, "@robô !oi");
  await bot.sees("message privmsg Mãe robô !oi");
  await shows(page, "robô (privado): olá, Mãe");
  bot.client.action("#chat", "acena 👩‍👩‍👧");
  await shows(page, "* robô acena 👩‍👩‍👧");
  bot.client.changeNick("Robozinho");
  await shows(page, "robô agora se chama Robozinho.");
  await page.evaluate(CLIENT);
  await shows(page, "Aba entrou no chat.");
  await say(page, "para a aba: informação");
  const has = (text: string) => `ircLines.some((line) => line.endsWith(${JSON.stringify(text)}))`;
  await page.waitFor(has(":Mãe!chat@chat.server PRIVMSG #chat :para a aba: informação"));
  await page.evaluate(`irc.send("PRIVMSG #chat :da aba: ação")`);
  await shows(page, "Aba: da aba: ação");
  assertEquals(await page.evaluate("irc.protocol"), "binary.ircv3.net");
  assertEquals(await page.evaluate("ircLines.some((line) => line.includes('\\n'))"), false);
  assertEquals(page.errors, []);
});
