/** The promises of the protocol reference to authors of clients. */

import { assertEquals, assertMatch } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { COMMANDS } from "../../lib/wire/json_commands.ts";
import { EVENTS } from "../../lib/wire/json_events.ts";
import type { Shape } from "../../lib/wire/json_fields.ts";
import { Peer } from "../support/peer.ts";
import { TestServer } from "../support/test_server.ts";

const README = await Deno.readTextFile(new URL("../../lib/wire/README.md", import.meta.url));

/** The bot of the document, in its own process. */
async function startBot(port: number): Promise<Deno.ChildProcess> {
  const [, bot] = /```ts\n([^]*?)```/.exec(README)!;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-net", "--ext=ts", "-", "127.0.0.1", `${port}`],
    stdin: "piped",
    stderr: "piped",
  }).spawn();
  const input = process.stdin.getWriter();
  await input.write(new TextEncoder().encode(bot));
  await input.close();
  return process;
}

/** The rows of the tables under a heading, cell by cell; only those that begin with code. */
function rowsUnder(heading: string): string[][] {
  const [, section = ""] = README.split(`\n## ${heading}\n`);
  return section.split("\n## ", 1)[0]!.split("\n").filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

/** The fields of every object as the tables write them: those that may be left out with `?`. */
function written(shapes: Record<string, Shape>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(shapes).map(([type, shape]) => {
      const fields = Object.entries(shape).map(([name, field]) =>
        field(undefined) === undefined ? `\`${name}\`` : `\`${name}\`?`
      );
      return [`\`${type}\``, fields.join(", ")];
    }),
  );
}

/** The code words that begin the rows under a heading. */
function codesUnder(heading: string): string[] {
  return rowsUnder(heading).map(([code]) => code!.slice(1, -1)).sort();
}

Deno.test("the bot joins, and answers messages sent after its join", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await ana.send("!hora\n");
  await server.shows("Ana >> !hora");

  const process = await startBot(server.port);
  await ana.receives("relógio entrou no chat.\n");
  await ana.send("oi\n!hora\n");
  await ana.receives("relógio: ");
  await ana.until(() => ana.text.endsWith("\n"), "the end of the line");
  assertMatch(ana.text.split("\n").at(-2)!, /^relógio: .* \d\d:\d\d:\d\d GMT/);

  await server.stop();
  const { code, stderr } = await process.output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, "Conexão encerrada pelo servidor.\n"]);
  assertEquals(ana.text.match(/relógio: /g)!.length, 1);
});

Deno.test("the bot joins under another name when its own is taken", async () => {
  await using server = new TestServer();
  await using first = await Peer.line(server.port, "relógio");
  await using second = await Peer.line(server.port, "RELÓGIO2");

  const process = await startBot(server.port);
  await first.receives("relógio3 entrou no chat.\n");
  await second.send("!hora\n");
  await first.receives("relógio3: ");

  await server.stop();
  const { code } = await process.output();
  assertEquals(code, 0);
});

Deno.test("the tables list every command and every event with its fields", () => {
  const fields = (rows: string[][]) => Object.fromEntries(rows);
  assertEquals(fields(rowsUnder("What a client sends")), written(COMMANDS));
  assertEquals(fields(rowsUnder("What the server tells")), written(EVENTS));
});

Deno.test("every code of `refused` and `rejected` is explained, and no other", () => {
  const { refusals, rejections } = textsOf("en");
  assertEquals(codesUnder("refused"), Object.keys(refusals).sort());
  assertEquals(codesUnder("rejected"), Object.keys(rejections).sort());
});
