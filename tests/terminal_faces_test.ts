/** `chat join` at a terminal with and without colours, and with lines alone. */

import { assertEquals } from "@std/assert";
import { isEmptyLine, joinAtTerminal } from "./support/join_at_terminal.ts";
import { Peer } from "./support/peer.ts";
import { testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

testAtTerminal(
  "with --simple or TERM=dumb, lines are only added, and no escape sequence is written",
  async () => {
    const ways: [env: Record<string, string>, option: string][] = [[{ TERM: "dumb" }, ""], [
      {},
      "--simple",
    ]];
    for (const [env, option] of ways) {
      await using server = new TestServer();
      await using bia = await Peer.line(server.port, "Bia");
      await using ana = await joinAtTerminal(server, `Ana ${option}`, { env });
      await bia.send("oi, Ana\n");
      await ana.shows("Bia: oi, Ana");
      await ana.type("olá\r");
      await bia.receives("Ana: olá\n");
      await ana.shows("✓ olá");
      await ana.type("/sair\r");
      assertEquals((await ana.ends()).code, 0);
      assertEquals(ana.raw.includes("\x1b"), false, JSON.stringify(ana.raw));
    }
  },
);

testAtTerminal(
  "with NO_COLOR or --no-color, there is the whole prompt, and no colour",
  async () => {
    const ways: [env: Record<string, string>, option: string][] = [[{ NO_COLOR: "1" }, ""], [
      {},
      "--no-color",
    ]];
    for (const [env, option] of ways) {
      await using server = new TestServer();
      await using bia = await Peer.line(server.port, "Bia");
      await using ana = await joinAtTerminal(server, `Ana ${option}`, { env });
      await ana.type("meia frase");
      await ana.shows("› meia frase");
      await bia.send("oi, Ana\n@Ana psiu\n");
      await ana.shows("Bia (privado): psiu");
      await ana.until((rows) => rows.at(-1)!.endsWith("› meia frase"), "the line, untouched");
      await ana.type("\x03@ninguem oi\r");
      await ana.shows("Usuário não encontrado.");
      await ana.type("\x03");
      await ana.until((rows) => isEmptyLine(rows.at(-1)), "an empty line");
      await ana.type("/sair\r");
      assertEquals(await ana.ends(), { code: 0, isRestored: true });
      // The reset at the end changes no colour.
      // deno-lint-ignore no-control-regex
      const styles = ana.raw.match(/\x1b\[[\d;:]*m/g)!.filter((style) => style !== "\x1b[0m");
      assertEquals(styles, [], option);
    }
  },
);
