/** `chat serve` at a terminal: the link and the QR code for phones. */

import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Pty, type PtyOptions, testAtTerminal } from "./support/pty.ts";
import { readQrCode } from "./support/qr_reader.ts";

const [, ...words] = config.tasks.serve.command.split(" ");
const serve = [Deno.execPath(), ...words].join(" ")
  .replace("main.ts", "tests/support/serve_on_wifi.ts");

/** Starts a server at a terminal. `options` may go on as a shell command. */
async function serveAtTerminal(
  options: string,
  size?: PtyOptions,
): Promise<{ pty: Pty; link: string }> {
  const pty = new Pty(`${serve} --port 0 ${options}`, size);
  const link = /http:\/\/192\.168\.1\.23:\d+/;
  await pty.until((rows) => link.test(rows.join("\n")), "the link");
  return { pty, link: link.exec(pty.rows.join("\n"))![0] };
}

/** The text of the last code on the screen, in the terminal's own colours or black on white. */
function codeOf({ rows }: Pty): string | undefined {
  const isCode = (row: string) => /^ *[█▀▄][ █▀▄]*$/.test(row);
  const last = rows.findLastIndex(isCode);
  const first = rows.findLastIndex((row, at) => at < last && !isCode(row)) + 1;
  if (last === -1) return undefined;
  // The rows have no blanks at their end.
  const code = rows.slice(first, last + 1).map((row) => row.padEnd(60));
  return readQrCode(code, { takesInverted: true });
}

testAtTerminal("a server shows a QR code, and the addresses above it, in 24 rows", async () => {
  const { pty, link } = await serveAtTerminal("");
  await using _pty = pty;
  await pty.until(() => codeOf(pty) === link, "the code");
  const [listening, title, vpn, wifi, sentence] = pty.rows.map((row) => row.slice(6));
  assertEquals(/^O servidor 0\.0\.0\.0:\d+ está aguardando/.test(listening!), true, listening);
  assertEquals(title, "Nos outros computadores, digite:");
  assertEquals([vpn, wifi].map((row) => row?.trim().split("   ")[0]), ["Radmin VPN", "Wi-Fi"]);
  assertEquals(sentence, `No celular ou em outro navegador, abra ${link} (Wi-Fi)`);
  assertEquals(pty.raw.includes("\x1b[38;5;16;48;5;231m"), true, "black on white");
  await pty.type("/convite RADMIN\r");
  const atVpn = link.replace("192.168.1.23", "26.253.198.232");
  await pty.until(() => codeOf(pty) === atVpn, "the code for the VPN");
  await pty.type("/convite Bluetooth\r");
  await pty.shows('Erro: "Bluetooth" não é um adaptador deste computador.');
  await pty.type("/sair\r");
  assertEquals(await pty.ends(), { code: 0, isRestored: true });
});

testAtTerminal(
  "a host reads the code too, with the chat below it, and without colours",
  async () => {
    const { pty, link } = await serveAtTerminal("--name Ana --no-color", {
      columns: 100,
      rows: 40,
    });
    await using _pty = pty;
    await pty.until(() => codeOf(pty) === link, "the code");
    await pty.shows("Ana entrou no chat.");
    assertEquals(pty.rows[0]?.startsWith("O servidor 0.0.0.0:"), true, pty.rows[0]);
    assertEquals(pty.raw.includes("\x1b[38"), false);
    await pty.type("/convite 26.253.198.232\r");
    const atVpn = link.replace("192.168.1.23", "26.253.198.232");
    await pty.until(() => codeOf(pty) === atVpn, "the code for the VPN");
    await pty.type("/fechar\r");
    assertEquals(await pty.ends(), { code: 0, isRestored: true });
  },
);

testAtTerminal("a host with 24 rows asks for the code", async () => {
  const { pty, link } = await serveAtTerminal("--name Ana");
  await using _pty = pty;
  await pty.shows("Para ver o código QR, digite /convite.");
  await pty.shows("Ana entrou no chat.");
  assertEquals([pty.rows[0]?.startsWith("O servidor 0.0.0.0:"), codeOf(pty)], [true, undefined]);
  await pty.type("/convite\r");
  await pty.until(() => codeOf(pty) === link, "the code");
});

testAtTerminal("a server whose input is redirected shows a code at its terminal", async () => {
  const { pty, link } = await serveAtTerminal("< /dev/null");
  await using _pty = pty;
  await pty.until(() => codeOf(pty) === link, "the code");
  await pty.type("\x03");
  await pty.shows("Fechando o servidor.");
});

testAtTerminal(
  "a server shows no code in redirected output, with --simple and --no-qr",
  async () => {
    for (const options of ["| cat", "--simple", "--no-qr"]) {
      const { pty } = await serveAtTerminal(options, { columns: 100, rows: 60 });
      await using _pty = pty;
      await pty.type("/convite\r");
      const links = () => pty.raw.split("http://192.168.1.23:").length - 1;
      await pty.until(() => links() === 2, "the link again");
      await pty.type("/fechar\r");
      await pty.ends();
      assertEquals(/[█▀▄]/.test(pty.raw), false, options);
    }
  },
);

testAtTerminal("a server without a page shows no link", async () => {
  const pty = new Pty(`${serve} --port 0 --no-page`, { rows: 60 });
  await using _pty = pty;
  await pty.shows("chat join 192.168.1.23");
  await pty.type("/convite\r");
  await pty.until((rows) => rows.filter((row) => row.includes("digite:")).length === 2, "it again");
  await pty.type("/fechar\r");
  assertEquals((await pty.ends()).code, 0);
  assertEquals([/[█▀▄]/.test(pty.raw), pty.raw.includes("http://")], [false, false]);
});
