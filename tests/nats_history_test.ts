/** Archives: what each server of a room records. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { History } from "../lib/store/history.ts";
import { FakeHistory } from "./support/fake_history.ts";
import { freePorts } from "./support/free_ports.ts";
import { withHistoryPath } from "./support/history_path.ts";
import { hasNats, TestNats } from "./support/nats.ts";
import { Peer } from "./support/peer.ts";
import { sharedServer } from "./support/shared_server.ts";
import { TestClient } from "./support/test_client.ts";

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

Deno.test("a full disk sends the people of its server to the others, and touches none of those", {
  ignore,
}, async () => {
  await using nats = await TestNats.start();
  const [port, otherPort] = freePorts(2) as [number, number];
  const at = (port: number) => ({ port, address: `127.0.0.1:${port}` });
  const disk = new FakeHistory();
  await using one = await sharedServer(nats.urls, { ...at(port), history: disk });
  await using other = await sharedServer(nats.urls, at(otherPort));
  await using ana = new TestClient(port, { name: "Ana" });
  await ana.shows("Ana entrou no chat.");
  await using bia = new TestClient(otherPort, { name: "Bia" });
  await ana.shows("Bia entrou no chat.");
  disk.isFull = true;
  bia.type("um");
  await ana.shows("Bia: um");
  ana.type("dois");
  await bia.shows("Ana: dois");
  await other.shows("Ana >> dois");
  disk.isFull = false;
  await one.shows(/histórico/);
  await one.room.broadcaster.recorded();
  assertEquals(disk.recorded.filter((text) => text === "um" || text === "dois"), ["um", "dois"]);
});
