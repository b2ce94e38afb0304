/** IRC clients that others wrote, over a WebSocket. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import WebSocketTransport from "npm:irc-framework@4.14.0/src/transports/websocket.js";
import { WebSocket } from "npm:ws@8.23.0";
import { Changes } from "./support/changes.ts";
import { IrcBot } from "./support/irc_bot.ts";
import { Peer } from "./support/peer.ts";
import { serverWithSite } from "./support/web_peer.ts";

/** A WebSocket that takes lines, one in each message. */
class LineSocket implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly socket: WebSocket;
  error = "";
  isBinary: boolean | undefined;
  readonly #changes = new Changes();
  readonly #closed = Promise.withResolvers<number>();

  constructor(url: string, subprotocols: string[], options: object = {}) {
    this.socket = new WebSocket(url, subprotocols, options);
    this.socket.on("message", (data: Uint8Array, isBinary: boolean) => {
      this.isBinary = isBinary;
      this.lines.push(new TextDecoder().decode(data));
      this.#changes.notify();
    });
    this.socket.on("open", () => this.#changes.notify());
    this.socket.on("error", (error: Error) => this.error = error.message);
    this.socket.on("close", (code: number) => this.#closed.resolve(code));
  }

  async opens(): Promise<this> {
    await this.#changes.until(() => this.socket.readyState === 1, () => "the WebSocket");
    return this;
  }

  async sees(text: string): Promise<void> {
    const has = () => this.lines.some((line) => line.includes(text));
    await this.#changes.until(has, () => `${text}, it saw\n${this.lines.join("\n")}`);
  }

  closes(): Promise<number> {
    return this.#closed.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closes();
  }
}

const NAMED = ["CAP LS 302", "CAP REQ :echo-message", "NICK Dora", "USER d 0 * :D", "CAP END"];

Deno.test("a bot on irc-framework talks over a WebSocket, wherever it looks for one", async () => {
  await using server = serverWithSite();
  await using ana = await Peer.line(server.port, "Ana");
  for (
    const [path, protocol] of [["/chat"], ["/", "text.ircv3.net"], ["/webirc", "text.ircv3.net"]]
  ) {
    const transport = { transport: WebSocketTransport, path, websocket_protocol: protocol };
    await using bot = new IrcBot(server.port, "robô", transport);
    await bot.sees("join robô");
    await ana.send("!oi\n@robô !oi\n");
    await ana.receives("robô: olá, Ana\n");
    await ana.receives("robô (privado): olá, Ana\n");
    bot.client.say("#chat", "informação 👩‍👩‍👧");
    await ana.receives("robô: informação 👩‍👩‍👧\n");
    bot.client.changeNick("Robozinho");
    await ana.receives("robô agora se chama Robozinho.\n");
  }
});

Deno.test("the first subprotocol that is known is spoken, each line in a message", async () => {
  await using server = serverWithSite();
  const cases: [string[], string, isBinary: boolean][] = [
    [["text.ircv3.net"], "text.ircv3.net", false],
    [["other", "binary.ircv3.net", "text.ircv3.net"], "binary.ircv3.net", true],
  ];
  await using bia = await Peer.structured(server.port, "Bia");
  for (const [asked, spoken, isBinary] of cases) {
    await using dora = await new LineSocket(`ws://127.0.0.1:${server.port}/`, asked).opens();
    assertEquals(dora.socket.protocol, spoken);
    for (const line of [...NAMED, "JOIN #chat"]) dora.socket.send(line);
    await dora.sees("JOIN #chat");
    await bia.sendJson({ type: "say", text: "um\ndois é" });
    await dora.sees("PRIVMSG #chat :dois é");
    dora.socket.send(new TextEncoder().encode("PRIVMSG #chat :olá"), { binary: isBinary });
    await bia.receivesEvent("said", { from: "Dora", text: "olá" });
    await dora.sees(":Dora!chat@chat.server PRIVMSG #chat :olá");
    assertEquals([dora.isBinary, dora.lines.filter((line) => /[\r\n]/.test(line))], [isBinary, []]);
    dora.socket.send("QUIT :até já");
    assertEquals(await dora.closes(), 1000);
    assertStringIncludes(dora.lines.at(-1)!, "ERROR :");
  }
});

Deno.test("a page of elsewhere gets no WebSocket, whatever it asks to speak", async () => {
  await using server = serverWithSite();
  for (const path of ["/", "/chat"]) {
    const options = { origin: "http://example.com" };
    const url = `ws://127.0.0.1:${server.port}${path}`;
    await using dora = new LineSocket(url, ["text.ircv3.net"], options);
    await dora.closes();
    assertStringIncludes(dora.error, "403");
  }
  await using dora = new LineSocket(`ws://127.0.0.1:${server.port}/`, []);
  await dora.closes();
  assertStringIncludes(dora.error, "404");
});
