/** Archives: what each server of a room records. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { History } from "../lib/store/history.ts";
import { withHistoryPath } from "./support/history_path.ts";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedServer } from "./support/shared_server.ts";

const ignore = !hasNats;

/** The entries of an archive, by their numbers. */
function recordedIn(path: string): [seq: number, text: string][] {
  using history = History.open(path);
  return history.slice(history.first, { maxEntries: 100, maxBytes: 1e6 })
    .map(({ entry }) => [entry.seq, "text" in entry ? entry.text ?? "" : entry.type]);
}

/** Starts a server that records, says a text there, and stops it. */
async function sayAt(urls: string[], path: string, text: string): Promise<void> {
  using history = History.open(path);
  await using server = await sharedServer(urls, { history });
  await using ana = await Peer.line(server.port, "Ana");
  await ana.send(`${text}\n`);
  await server.shows(`Ana >> ${text}`);
  await server.room.broadcaster.recorded();
}

Deno.test(
  "an archive has every entry once, also those of when its server was stopped",
  { ignore },
  async () => {
    await using nats = await TestNats.start();
    await withHistoryPath(async (one) => {
      await withHistoryPath(async (other) => {
        await sayAt(nats.urls, one, "um");
        await sayAt(nats.urls, other, "dois");
        await sayAt(nats.urls, one, "três");
        const all = ["joined", "um", "left", "joined", "dois", "left", "joined", "três"];
        assertEquals(recordedIn(one).slice(0, 8), all.map((text, at) => [at + 1, text]));
        assertEquals(
          recordedIn(other).slice(0, 5),
          all.slice(0, 5).map((text, at) => [at + 1, text]),
        );
        using history = History.open(one);
        assertStrictEquals(
          history.stream.read()?.epoch,
          (await nats.streams())[0]!.slice("chat-".length),
        );
      });
    });
  },
);
