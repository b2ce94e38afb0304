import { assertEquals, assertStrictEquals } from "@std/assert";
import type { ServeCommandLine } from "../../lib/cli/command_line.ts";
import { parseHostPort } from "../../lib/net/host.ts";
import { assertUsageError, FILE, parse, SERVE_DEFAULTS } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;
const NATS = "nats://10.0.0.1";
/** What is allowed as a value of `--nats`, and of `--at`. */
const NODES = "um ou mais endereços do NATS, como nats://10.0.0.1:4222,nats://10.0.0.2:4222";
const PLACE = "um nome ou endereço, com ou sem porta, como 26.253.198.232:9999";

/** What `serve` is told by these arguments. */
function assertServeOptions(argv: string[], differs: Partial<ServeCommandLine>): void {
  assertEquals(parse(["serve", ...argv]), { ...SERVE_DEFAULTS, ...differs }, argv.join(" "));
}

Deno.test("parseCommandLine() reads the nodes of NATS, with and without their scheme", pure, () => {
  const cases: [text: string, nats: string[]][] = [
    ["10.0.0.1", [NATS]],
    ["10.0.0.1:4222", ["nats://10.0.0.1:4222"]],
    ["nats://nats.lan:4333", ["nats://nats.lan:4333"]],
    ["nats://nats.lan/", ["nats://nats.lan/"]],
    ["tls://nats.lan", ["tls://nats.lan"]],
    ["[::1]:4222", ["nats://[::1]:4222"]],
    ["user:p%40ss@nats.lan:4222", ["nats://user:p%40ss@nats.lan:4222"]],
    ["tls://token@nats.lan", ["tls://token@nats.lan"]],
    ["nats://a, b", ["nats://a", "nats://b"]],
    ["a,b:1,tls://c", ["nats://a", "nats://b:1", "tls://c"]],
  ];
  for (const [text, nats] of cases) {
    assertServeOptions(["--nats", text], { nats });
    assertServeOptions([`--nats=${text}`], { nats });
  }
});

Deno.test("parseCommandLine() refuses what is no node of NATS", pure, () => {
  for (
    const text of [
      "http://nats.lan",
      "nats://",
      "://nats.lan",
      ",",
      "a,",
      ",a",
      "a,,b",
      "nats://nats.lan/sala",
      "a/b",
      "a:99999",
      "a:x",
      "a b",
      "a,http://b",
      "nats://a%b@c",
      "nats://a:b%@c",
      "nats://a:0",
      "nats://a?x=1",
      "nats://a#x",
    ]
  ) {
    assertUsageError("serve", [
      [["--nats", text], `--nats: "${text}" não é um valor válido; use ${NODES}.`],
    ]);
  }
  assertUsageError("serve", [
    [["--nats"], `--nats precisa de um valor: ${NODES}.`],
    [["--nats="], `--nats precisa de um valor: ${NODES}.`],
    [["--nats=a", "--nats=b"], '--nats: "a b" não é um valor válido; use a opção só uma vez.'],
  ]);
});

Deno.test("parseCommandLine() reads credentials for NATS, which need it", pure, () => {
  const credentials = ["--nats-creds", "C:\\chat.creds"];
  const natsCredentials = "C:\\chat.creds";
  assertServeOptions(["--nats", "10.0.0.1", ...credentials], { nats: [NATS], natsCredentials });
  const authority = { nats: [NATS], natsAuthority: "ca.pem" };
  assertServeOptions(["--nats", "10.0.0.1", "--nats-ca", "ca.pem"], authority);
  assertUsageError("serve", [[["--nats-ca", "ca.pem"], "--nats-ca só funciona com --nats."]]);
  assertUsageError("serve", [
    [credentials, "--nats-creds só funciona com --nats."],
    [["--nats=a", "--nats-creds", ":"], `--nats-creds: ":" não é um valor válido; use ${FILE}.`],
    [["--nats=a", "--nats-creds"], `--nats-creds precisa de um valor: ${FILE}.`],
  ]);
});

Deno.test("parseCommandLine() reads where people connect, which needs NATS", pure, () => {
  for (
    const [typed, at = typed] of [
      ["26.1.1.1", "26.1.1.1:9999"],
      ["26.1.1.1:9999"],
      ["Chat.LAN", "chat.lan:9999"],
      ["chat.lan:1"],
      ["chat.lan:0000080", "chat.lan:80"],
      ["::1", "[::1]:9999"],
      ["[::1]", "[::1]:9999"],
      ["fe80::1%eth0", "[fe80::1%eth0]:9999"],
      ["[FD00::1]:65535", "[fd00::1]:65535"],
      ["[xyz]:80", "xyz:80"],
    ] as [string, string?][]
  ) {
    assertServeOptions(["--at", typed, "--nats", "10.0.0.1"], { nats: [NATS], at });
    assertStrictEquals(parseHostPort(at) !== undefined, true, at);
    assertUsageError("serve", [[["--at", typed], "--at só funciona com --nats."]]);
  }
  for (
    const at of [
      "26.1.1.1:0",
      "26.1.1.1:65536",
      "26.1.1.1:",
      "26.1.1.1:x",
      ":9999",
      "9999",
      "999.1.1.1",
      "26.1",
      "a b",
      "http://a",
      "a/b",
      "[::1",
      "[::1]9999",
      "[]:1",
      "-a",
    ]
  ) {
    assertUsageError("serve", [
      [["--nats=a", `--at=${at}`], `--at: "${at}" não é um valor válido; use ${PLACE}.`],
    ]);
  }
  assertUsageError("serve", [[["--nats=a", "--at"], `--at precisa de um valor: ${PLACE}.`]]);
});

Deno.test("parseCommandLine() knows these options of serve alone", pure, () => {
  for (const option of ["--nats", "--nats-creds", "--nats-ca", "--at"]) {
    assertUsageError("join", [[["h", `${option}=a`], `A opção ${option} não existe.`]]);
  }
});
