import { assert, assertEquals } from "@std/assert";
import {
  isFine,
  reportFirewall,
  reportHere,
  reportSearch,
  reportThere,
} from "../../lib/doctor/report.ts";
import { textsOf } from "../../lib/i18n/mod.ts";

const texts = textsOf("pt-BR");
const pure = { permissions: "none" } as const;

const CHAT = { type: "chat", address: "26.1.2.3", roundTripMs: 40, hasPassword: false } as const;

Deno.test("reportHere() names the VPN's adapters among the others", pure, () => {
  const adapters = [
    { name: "Radmin VPN", address: "26.1.2.3" },
    { name: "Wi-Fi", address: "192.168.0.7" },
  ];
  const lines = reportHere({
    adapters,
    size: { columns: 80, rows: 24 },
    isColored: true,
    isWindows: true,
  }, texts);
  assertEquals(lines.slice(0, 4), [
    "Endereços deste computador:",
    "  Radmin VPN   26.1.2.3   (VPN)",
    "  Wi-Fi        192.168.0.7",
    "Terminal: 80 x 24, com cores.",
  ]);
});

Deno.test("reportHere() reports that no client can connect without a network", pure, () => {
  const [line] = reportHere({ adapters: [], isColored: false, isWindows: false }, texts);
  assertEquals(line, "Este computador não está em nenhuma rede. Ligue a VPN.");
});

Deno.test(
  "reportThere() reports the older of two versions when they are incompatible",
  pure,
  () => {
    const listenOptions = { host: "26.1.2.3", port: 9999 };
    for (const version of [0, 2]) {
      const found = { ...CHAT, version };
      const [line] = reportThere(listenOptions, found, texts);
      assertEquals(line, texts.refusals.version(`1 ≠ ${version}`));
      assertEquals(isFine(found), false);
    }
  },
);

Deno.test("reportThere() reports what is encrypted, and who needs a password", pure, () => {
  const { encrypted, notEncrypted, password, encryptionFails, noEncryption } = texts.doctor;
  const cases: [isEncrypted: boolean | undefined, hasPassword: boolean, lines: string[]][] = [
    [true, false, [encrypted, notEncrypted]],
    [true, true, [encrypted, password]],
    [false, true, [encryptionFails]],
    [undefined, false, [noEncryption]],
  ];
  for (const [isEncrypted, hasPassword, lines] of cases) {
    const found = { ...CHAT, hasPassword, ...(isEncrypted === undefined ? {} : { isEncrypted }) };
    const reported = reportThere({ host: "26.1.2.3", port: 9999 }, found, texts);
    assertEquals(reported.slice(2), lines);
  }
});

Deno.test("reportThere() reports the clock difference, and which clock is ahead", pure, () => {
  const listenOptions = { host: "26.1.2.3", port: 9999 };
  for (
    const [aheadMs, sentence] of [[90_000, "90 s adiantado"], [-5_000, "5 s atrasado"]] as const
  ) {
    const found = { ...CHAT, aheadMs };
    assert(
      reportThere(listenOptions, found, texts).some((line) => line.includes(sentence)),
      sentence,
    );
    assert(isFine(found), "a wrong clock prevents no join");
  }
});

Deno.test(
  "reportFirewall() deletes the block rules of the program, then allows the port",
  pure,
  () => {
    const program = "C:\\Users\\João Silva\\Área de Trabalho\\chat.exe";
    assertEquals(reportFirewall({ port: 7777, program }, texts), [
      texts.doctor.firewall,
      `  netsh advfirewall firewall delete rule name=all dir=in program="${program}"`,
      '  netsh advfirewall firewall add rule name="chat 7777" dir=in action=allow ' +
      "protocol=TCP localport=7777 profile=any",
      '  netsh advfirewall firewall add rule name="chat 7777" dir=in action=allow ' +
      "protocol=UDP localport=7777 profile=any",
      texts.doctor.blockRule,
    ]);
  },
);

Deno.test(
  "reportSearch() tells who answered by each adapter, and whether the server did",
  pure,
  () => {
    const adapters = [{ name: "Radmin VPN", address: "26.1.2.4" }, {
      name: "lan",
      address: "10.0.0.2",
    }];
    const place = { host: "26.1.2.3", port: 9999, adapter: "Radmin VPN", delayMs: 1 };
    const known = { id: "0", certificate: "0", people: 0, hasPassword: false };
    const found = {
      canAsk: true,
      rooms: [
        { ...known, name: "Sala", places: [place] },
        { ...known, name: "Outra", places: [{ ...place, host: "26.1.2.9" }] },
      ],
    };
    const lines = [
      "Procura na rede por Radmin VPN: Sala (26.1.2.3), Outra (26.1.2.9).",
      "Procura na rede por lan: nenhum chat respondeu.",
    ];
    const mute = { rooms: [], canAsk: false };
    assertEquals(reportSearch({ adapters }, mute, "26.1.2.3", texts), [texts.doctor.cannotSearch]);
    assertEquals(reportSearch({ adapters }, found, undefined, texts), lines);
    assertEquals(reportSearch({ adapters }, found, "26.1.2.3", texts), lines);
    assertEquals(reportSearch({ adapters }, found, "26.1.2.5", texts), [
      ...lines,
      texts.doctor.notFound("26.1.2.5"),
    ]);
  },
);
