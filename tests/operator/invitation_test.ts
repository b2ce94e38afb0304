import { assertEquals } from "@std/assert";
import type { Interface } from "../../lib/net/addresses.ts";
import { Invitation, type InvitationOptions } from "../../lib/operator/invitation.ts";
import { readQrCode } from "../support/qr_reader.ts";

const pure = { permissions: "none" } as const;

const v4 = (name: string, address: string): Interface => ({ name, address, family: "IPv4" });
const NOTEBOOK = [
  v4("lo", "127.0.0.1"),
  v4("Radmin VPN", "26.253.198.232"),
  v4("Conexão Local", "10.0.0.7"),
  v4("Wi-Fi", "192.168.1.23"),
];
const COMMANDS = [
  "Nos outros computadores, digite:",
  "  Radmin VPN      chat join 26.253.198.232",
  "  Conexão Local   chat join 10.0.0.7",
  "  Wi-Fi           chat join 192.168.1.23",
];
const AT_WIFI = "No celular ou em outro navegador, abra http://192.168.1.23:9999 (Wi-Fi)";
const BY_INVITE = "Para ver o código QR, digite /convite.";
const CODE_ROWS = 15;

/** The invitation to a server that listens everywhere, in a window of 80 by 30. */
function invitationWith(
  options: Partial<InvitationOptions> = {},
  [columns, rows]: [number, number] = [80, 30],
): Invitation {
  return new Invitation({
    ...{ host: "0.0.0.0", port: 9999, lang: "pt-BR", page: true, qr: true },
    ...{ color: true, simple: false, interfaces: () => NOTEBOOK },
    window: { isOutputTerminal: true, size: { columns, rows } },
    ...options,
  });
}

/** The lines before a code, and its text. */
function readEnd(lines: string[]): [before: string[], code: string | undefined] {
  // deno-lint-ignore no-control-regex
  const at = lines.findIndex((line) => /^ {2}(?:\x1b|[█▀▄])/.test(line));
  if (at === -1) return [lines, undefined];
  return [lines.slice(0, at), readQrCode(lines.slice(at).map((line) => line.slice(2)))];
}

Deno.test("Invitation.greeting() has the commands, and link and code for a phone", pure, () => {
  for (const color of [true, false]) {
    const lines = invitationWith({ color }).greeting(["Aguardando…"], 2);
    assertEquals(readEnd(lines), [[...COMMANDS, AT_WIFI], "http://192.168.1.23:9999"]);
    assertEquals(lines.length, COMMANDS.length + 1 + CODE_ROWS);
    assertEquals(lines.join("").includes("\x1b"), color);
  }
});

Deno.test("Invitation.greeting() leaves out what is switched off", pure, () => {
  const greeting = (options: Partial<InvitationOptions>) => invitationWith(options).greeting([], 2);
  assertEquals(greeting({ page: false }), COMMANDS);
  assertEquals(greeting({ page: false, qr: false }), COMMANDS);
  assertEquals(greeting({ qr: false }), [...COMMANDS, AT_WIFI]);
});

Deno.test(
  "Invitation.greeting() has no code in redirected output and for screen readers",
  pure,
  () => {
    const redirected = { isOutputTerminal: false, size: { columns: 200, rows: 100 } };
    for (const options of [{ window: redirected }, { simple: true }]) {
      assertEquals(invitationWith(options).greeting([], 2), [...COMMANDS, AT_WIFI]);
    }
  },
);

Deno.test("Invitation.greeting() has a code only if all fits into the window", pure, () => {
  const hasCode = (columns: number, rows: number, others: string[], below: number) => {
    const lines = invitationWith({}, [columns, rows]).greeting(others, below);
    if (lines.length > COMMANDS.length + CODE_ROWS) return true;
    assertEquals(lines.slice(COMMANDS.length + 1), rows > 17 ? [BY_INVITE] : []);
    return false;
  };
  const rows = 1 + COMMANDS.length + 1 + CODE_ROWS + 2;
  assertEquals([hasCode(80, rows, ["x"], 2), hasCode(80, rows - 1, ["x"], 2)], [true, false]);
  assertEquals([hasCode(80, rows, ["x"], 3), hasCode(80, rows, ["x", "y"], 2)], [false, false]);
  // What breaks into two rows needs both.
  const wide = "palavra ".repeat(14);
  assertEquals([hasCode(80, rows, [wide], 2), hasCode(80, rows + 1, [wide], 2)], [false, true]);
  // Two columns of the indent, six of the time, and one that stays free.
  assertEquals(hasCode(38, 60, [], 2), true);
  const [before, code] = readEnd(invitationWith({}, [37, 60]).greeting([], 2));
  assertEquals([before, code], [[...COMMANDS, AT_WIFI], undefined]);
});

Deno.test("Invitation.greeting() has no link where nobody else can connect", pure, () => {
  const offline = () => [v4("lo", "127.0.0.1")];
  const greeting = (options: Partial<InvitationOptions>) => invitationWith(options).greeting([], 2);
  assertEquals(greeting({ host: "127.0.0.1" }), []);
  assertEquals(greeting({ interfaces: offline }), [
    "Este computador não está em nenhuma rede: ninguém mais consegue entrar. Ligue a VPN.",
  ]);
});

Deno.test("Invitation brackets the IPv6 address of a computer that has no other", pure, () => {
  const eth0: Interface = { name: "eth0", address: "2001:db8::7", family: "IPv6" };
  const link = "http://[2001:db8::7]:9000";
  const invitation = invitationWith({ host: "::", port: 9000, interfaces: () => [eth0] });
  const [before, code] = readEnd(invitation.greeting([], 2));
  assertEquals(before.at(-1), `No celular ou em outro navegador, abra ${link} (eth0)`);
  assertEquals(code, link);
  for (const wanted of ["2001:DB8::7", "[2001:db8::7]"]) {
    assertEquals(readEnd(invitation.again(wanted).split("\n"))[1], link, wanted);
  }
});

Deno.test(
  "Invitation.again() finds an adapter by its name's beginning, or its address",
  pure,
  () => {
    const links: [wanted: string | undefined, link: string][] = [
      [undefined, "http://192.168.1.23:9999"],
      ["Wi-Fi", "http://192.168.1.23:9999"],
      ["wi", "http://192.168.1.23:9999"],
      ["RADMIN", "http://26.253.198.232:9999"],
      ["conexao", "http://10.0.0.7:9999"],
      ["CONEXÃO LOCAL", "http://10.0.0.7:9999"],
      ["26.253.198.232", "http://26.253.198.232:9999"],
    ];
    for (const [wanted, link] of links) {
      const [before, code] = readEnd(invitationWith().again(wanted).split("\n"));
      assertEquals(before.slice(0, -1), COMMANDS);
      assertEquals([before.at(-1)!.includes(` ${link} (`), code], [true, link], wanted);
    }
    // A whole name before the beginning of another.
    const interfaces = () => [v4("Ethernet 2", "10.0.0.2"), v4("Ethernet", "10.0.0.1")];
    const [, code] = readEnd(invitationWith({ interfaces }).again("ethernet").split("\n"));
    assertEquals(code, "http://10.0.0.1:9999");
  },
);

Deno.test("Invitation.again() names an adapter that is not there, and those that are", pure, () => {
  for (const wanted of ["Bluetooth", "Fi", "192.168.1.2", "127.0.0.1"]) {
    assertEquals(
      invitationWith().again(wanted),
      `Erro: "${wanted}" não é um adaptador deste computador. Use um destes: ` +
        "Radmin VPN (26.253.198.232), Conexão Local (10.0.0.7), Wi-Fi (192.168.1.23).",
    );
  }
});

Deno.test(
  "Invitation.again() has a code if it alone fits, and else says what it needs",
  pure,
  () => {
    const ask = (columns: number, rows: number) =>
      readEnd(invitationWith({}, [columns, rows]).again().split("\n"));
    const needs = (columns: number, rows: number) =>
      `O código QR só cabe em uma janela de ${columns} colunas e ${rows} linhas, ou maior.`;
    assertEquals(ask(80, 17), [[...COMMANDS, AT_WIFI], "http://192.168.1.23:9999"]);
    assertEquals(ask(80, 16), [[...COMMANDS, AT_WIFI, needs(38, 17)], undefined]);
    assertEquals(ask(37, 99), [[...COMMANDS, AT_WIFI, needs(38, 20)], undefined]);
    assertEquals(ask(38, 20)[1], "http://192.168.1.23:9999");
    assertEquals(invitationWith({ page: false }).again("wi"), COMMANDS.join("\n"));
    assertEquals(invitationWith({ qr: false }).again(), [...COMMANDS, AT_WIFI].join("\n"));
  },
);

Deno.test("Invitation.again() looks at the adapters as they are now", pure, () => {
  let interfaces = [v4("lo", "127.0.0.1")];
  const invitation = invitationWith({ interfaces: () => interfaces });
  assertEquals(invitation.again("wi").startsWith("Este computador não está em nenhuma"), true);
  interfaces = NOTEBOOK;
  assertEquals(invitation.again("wi").split("\n").slice(0, 4), COMMANDS);
});

Deno.test("Invitation.again() says so when nobody else can be invited", pure, () => {
  const sentence = "Este chat só atende este computador: dos outros ninguém consegue entrar.";
  for (const wanted of [undefined, "wi"]) {
    assertEquals(invitationWith({ host: "127.0.0.1" }).again(wanted), sentence);
  }
});

Deno.test("Invitation speaks the given language", pure, () => {
  const [before] = readEnd(invitationWith({ lang: "en" }).again().split("\n"));
  assertEquals(
    before.at(-1),
    "On a phone or in another browser, open http://192.168.1.23:9999 (Wi-Fi)",
  );
});
