import { assertEquals } from "@std/assert";
import {
  formatSettings,
  parseSettings,
  type Settings,
  settingsPath,
} from "../../lib/settings/settings.ts";

const pure = { permissions: "none" } as const;

Deno.test("settingsPath() is in the place where each system keeps settings", pure, () => {
  const all = { APPDATA: "C:\\Users\\Ana\\AppData\\Roaming", HOME: "/home/ana" };
  const own = { ...all, XDG_CONFIG_HOME: "/home/ana/conf" };
  for (
    const [os, env, path] of [
      ["windows", all, "C:\\Users\\Ana\\AppData\\Roaming\\chat\\settings.json"],
      ["windows", { HOME: "/home/ana" }, undefined],
      ["windows", { APPDATA: "" }, undefined],
      ["linux", all, "/home/ana/.config/chat/settings.json"],
      ["linux", own, "/home/ana/conf/chat/settings.json"],
      ["linux", { ...all, XDG_CONFIG_HOME: "" }, "/home/ana/.config/chat/settings.json"],
      ["linux", { ...all, XDG_CONFIG_HOME: "conf" }, "/home/ana/.config/chat/settings.json"],
      ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/chat/settings.json"],
      ["linux", { XDG_CONFIG_HOME: "x" }, undefined],
      ["linux", {}, undefined],
      ["darwin", own, "/home/ana/Library/Application Support/chat/settings.json"],
      ["darwin", {}, undefined],
    ] as [string, Record<string, string>, string | undefined][]
  ) {
    assertEquals(settingsPath(os, (name) => env[name]), path, `${os} ${JSON.stringify(env)}`);
  }
});

Deno.test("parseSettings() reads what formatSettings() wrote", pure, () => {
  const cases: Settings[] = [
    {},
    { address: "26.253.198.232" },
    { address: "[::1]:9000", name: "João" },
    { name: "Ana" },
  ];
  for (const settings of cases) {
    assertEquals(parseSettings(formatSettings(settings)), settings);
    assertEquals(parseSettings(`\ufeff${formatSettings(settings)}`), settings);
  }
  assertEquals(
    formatSettings({ address: "h", name: "Ana" }),
    '{\n  "address": "h",\n  "name": "Ana"\n}\n',
  );
});

Deno.test("parseSettings() takes only what an address can be", pure, () => {
  for (
    const damaged of [
      "",
      "{",
      "null",
      "[]",
      "3",
      '"h"',
      '{"address": 3}',
      '{"address": ""}',
      '{"address": null}',
      '{"address": "--help"}',
      '{"address": "a b"}',
      '{"address": "\\u001b[2Jh"}',
      `{"address": "${"a".repeat(301)}"}`,
      '{"address": "h"}}',
    ]
  ) {
    assertEquals(parseSettings(damaged), undefined, damaged);
  }
  assertEquals(parseSettings('{"address": "h", "more": 1}'), { address: "h" });
  assertEquals(parseSettings('{"name": "Joa\\u0303o"}'), { name: "João" });
});

Deno.test("parseSettings() drops a name that cannot be one, and keeps the address", pure, () => {
  for (const name of ["3", "null", '""', '"a b"', '"\\u001b"', '"Admin"', '"Servidor"', '"a:b"']) {
    assertEquals(parseSettings(`{"address": "h", "name": ${name}}`), { address: "h" }, name);
    assertEquals(parseSettings(`{"name": ${name}}`), {}, name);
  }
});
