/** Which history may be the archive of a room on several servers. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { openServer, type OpenServerOptions } from "../lib/operator/server_files.ts";
import { openSharedRoom } from "../lib/operator/shared_room.ts";
import { History } from "../lib/store/history.ts";
import { HistoryFolder, notices } from "./support/history_folder.ts";
import { hasNats, TestNats } from "./support/nats.ts";
import { SERVE_DEFAULTS } from "./support/parsed_options.ts";

const ignore = !hasNats;
const texts = textsOf("pt-BR");

/** Opens the room of a server at NATS, with its archive; returns the sentence when there is none. */
async function open(nats: string[], path: string, history?: History): Promise<string | undefined> {
  const commandLine = { ...SERVE_DEFAULTS, nats, history: path };
  const { signal } = new AbortController();
  const room = await openSharedRoom({ commandLine, history, texts, print: () => {}, signal });
  if (room === undefined || typeof room === "string") return room;
  await room.close();
  return undefined;
}

Deno.test(
  "a history of a server that is alone is no archive, unless it is empty",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    using disk = new HistoryFolder();
    const history = disk.open();
    assertEquals(await open(nats.urls, disk.path, history), undefined);
    assertEquals(await open(nats.urls, disk.path), undefined, "nor does a server need one");
    history.record(notices(1, 1), []);
    const sentence = texts.natsFailures["own-history"](disk.path);
    assertEquals(await open(nats.urls, disk.path, history), sentence);
  },
);

Deno.test("an archive is of one room alone", { ignore }, async () => {
  await using nats = await TestNats.start();
  using disk = new HistoryFolder();
  const history = disk.open();
  await open(nats.urls, disk.path, history);
  const epoch = (await nats.streams()).find((name) => name.startsWith("chat-"))!;
  history.begin({ epoch: epoch.slice("chat-".length), seq: 0 }, 1);
  history.record(notices(1, 3), [], { epoch: epoch.slice("chat-".length), seq: 0 });
  assertEquals(await open(nats.urls, disk.path, history), undefined);
  history.begin({ epoch: "outra", seq: 0 }, 1);
  const sentence = texts.natsFailures["other-history"](disk.path);
  assertEquals(await open(nats.urls, disk.path, history), sentence);
});

Deno.test(
  "openServer() that is no server of the room lets go of the history",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    using disk = new HistoryFolder();
    const history = disk.open();
    history.record(notices(1, 1), []);
    disk.close(history);
    const given = { history: disk.path, nats: nats.urls };
    const options: OpenServerOptions = {
      ...{ print: () => {}, stopSignal: () => new AbortController().signal, isWindows: false },
      commandLine: { ...SERVE_DEFAULTS, host: "127.0.0.1", ...given },
      ...{ now: Date.UTC(2026, 10, 1), given: undefined, ask: undefined, texts },
    };
    const sentence = texts.natsFailures["own-history"](disk.path);
    assertEquals(await openServer(options), { type: "failed", sentence });
    disk.close(disk.open());
    // Left while it looks for NATS.
    const nowhere = { ...options.commandLine, nats: ["nats://127.0.0.1:1"] };
    const stopped = { ...options, commandLine: nowhere, stopSignal: () => AbortSignal.abort() };
    assertEquals(await openServer(stopped), { type: "cancelled" });
    disk.close(disk.open());
  },
);
