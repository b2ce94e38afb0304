/** Chats that are found on a network, as whole programs on several machines. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { QUERY_BYTES } from "../lib/discovery/datagrams.ts";
import { hasNamespaces, Namespaces } from "./support/namespaces.ts";
import { Program, ROOT } from "./support/program.ts";
import { foundAtLast, foundOn, hostsOf, run, served } from "./support/network_programs.ts";

const ignore = !hasNamespaces;

Deno.test("a chat is found on a LAN and on a VPN, and is one", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
  const both = await network.machine("lan 192.168.7.2/24", "vpn 26.200.0.2/8");
  const vpn = await network.machine("vpn 26.9.9.9/8");
  const alone = await network.machine("other 10.0.0.1/24");
  await using _ = await served(server, "--room", "Projeto Final");
  const [room, ...others] = await foundOn(both);
  assertEquals([others, room!["room"], room!["people"]], [[], "Projeto Final", 0]);
  assertEquals(hostsOf(await foundOn(vpn)), ["26.1.2.3"]);
  assertEquals(hostsOf(await foundOn(server)), ["127.0.0.1"]);
  assertEquals(await foundOn(alone), []);
  await using table = new Program({ task: "find", namespace: vpn });
  assertEquals([await table.ends(), table.out], [
    0,
    "1   Projeto Final   0 pessoas   vpn   26.1.2.3\n",
  ]);
  await using doctor = new Program({ task: "doctor", namespace: both }, "26.1.2.3");
  assertEquals(await doctor.ends(), 0);
  assertStringIncludes(doctor.out, "Procura na rede por ");
  assertStringIncludes(doctor.out, ": Projeto Final (");
  await using none = new Program({ task: "find", namespace: alone });
  assertEquals(await none.ends(), 1);
  assertStringIncludes(none.out, "chat join 26.253.198.232");
});

Deno.test("a hidden chat is not found; a password is told", { ignore }, async () => {
  await using network = await Namespaces.start();
  const one = await network.machine("vpn 26.1.2.3/8");
  const other = await network.machine("vpn 26.1.2.4/8");
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/password`, "uma senha só nossa\n");
  await using _hidden = await served(one, "--hidden");
  await using _locked = await served(one, "--port", "0", "--password-file", `${folder}/password`);
  const found = await foundOn(other);
  assertEquals(found.map(({ hasPassword }) => hasPassword), [true]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("twenty chats of one machine are found, whatever their ports", { ignore }, async () => {
  await using network = await Namespaces.start();
  const one = await network.machine("vpn 26.1.2.3/8");
  const other = await network.machine("vpn 26.1.2.4/8");
  await using stack = new AsyncDisposableStack();
  const names = Array.from({ length: 20 }, (_, at) => `Sala ${at}`);
  for (const [at, name] of names.entries()) {
    stack.use(await served(one, "--room", name, "--port", `${9999 + at}`));
  }
  const found = await foundOn(other);
  assertEquals(found.map(({ room }) => room).sort(), names.sort());
});

Deno.test(
  "what one adapter cannot do keeps nobody from being found by another one",
  { ignore },
  async () => {
    await using network = await Namespaces.start();
    const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
    const client = await network.machine("lan 192.168.7.2/24", "vpn 26.1.2.4/8");
    await using _ = await served(server);
    await network.withoutMulticast(client, "vpn");
    await network.down(client, "lan");
    assertEquals(hostsOf(await foundOn(client)), ["26.1.2.3"]);
    await network.unplug(server, "vpn");
    await network.unplug(client, "lan");
    assertEquals(await foundOn(client), []);
    await network.plug(client, "lan 192.168.7.2/24");
    assertEquals(hostsOf(await foundOn(client)), ["192.168.7.1"]);
    await network.unplug(client, "lan");
    await network.plug(server, "vpn 26.1.2.3/8");
    assertEquals(hostsOf(await foundAtLast(client, 1)), ["26.1.2.3"]);
  },
);

Deno.test("a chat is announced by DNS-SD, and taken back at its end", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("lan 192.168.7.1/24", "vpn 26.1.2.3/8");
  const client = await network.machine("vpn 26.1.2.4/8");
  const chat = await served(server, "--room", "Projeto. Final", "--mdns");
  const heard = async (milliseconds: number, meanwhile = () => Promise.resolve()) => {
    const program = ["run", "--quiet", "--cached-only", "--allow-net", "--allow-sys"];
    const script = ["tests/support/mdns_browse.ts", "26.1.2.4", `${milliseconds}`];
    const output = new Deno.Command("ip", {
      args: ["netns", "exec", client, Deno.execPath(), ...program, ...script],
      cwd: ROOT,
    }).output();
    await meanwhile();
    const lines = new TextDecoder().decode((await output).stdout).trim().split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  };
  const records = await heard(1_500);
  const find = (type: string) => records.find((record) => record.type === type)?.data;
  const instance = "Projeto- Final._chat-room._tcp.local";
  assertEquals([find("PTR"), find("SRV").port, find("A")], [instance, 9999, "26.1.2.3"]);
  assert(find("TXT").includes("room=Projeto. Final") && find("TXT").includes("password=0"));
  const ended = await heard(3_000, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await chat.interrupt();
    assertEquals(await chat.ends(), 0);
  });
  assert(ended.some(({ type, ttl }) => type === "PTR" && ttl === 0), JSON.stringify(ended));
});

Deno.test("who floods a server with queries keeps others from nothing", { ignore }, async () => {
  await using network = await Namespaces.start();
  const server = await network.machine("vpn 26.1.2.3/8");
  const client = await network.machine("vpn 26.1.2.4/8");
  const stranger = await network.machine("vpn 26.6.6.6/8");
  await using _ = await served(server);
  const flood = `
    const socket = Deno.listenDatagram({ transport: "udp", hostname: "26.6.6.6", port: 0 });
    const to = { transport: "udp", hostname: "26.1.2.3", port: 9999 };
    let answers = 0;
    (async () => { for await (const _ of socket) answers++; })().catch(() => {});
    for (const end = Date.now() + 4000; Date.now() < end;) {
      for (let at = 0; at < 100; at++) {
        const nonce = crypto.randomUUID().replaceAll("-", "").slice(16);
        const query = JSON.stringify({ chat: "find", version: 1, nonce }).padEnd(${QUERY_BYTES});
        await socket.send(new TextEncoder().encode(query), to);
      }
    }
    console.log(answers);
    socket.close();
  `;
  const flooding = await run(stranger, flood);
  assertEquals(hostsOf(await foundOn(client)), ["26.1.2.3"]);
  const { stdout } = await flooding.output();
  const answers = Number(new TextDecoder().decode(stdout));
  assert(answers > 0 && answers <= 20 * 6, `${answers} answers in 4 s`);
});
