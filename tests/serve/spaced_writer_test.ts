import { assertEquals } from "@std/assert";
import { Socket } from "../../lib/net/socket.ts";
import { writeSpaced } from "../../lib/serve/spaced_writer.ts";
import { bytesOf } from "../support/bytes.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { MemoryConn } from "../support/memory_conn.ts";

Deno.test("writeSpaced() pauses after a write that took nothing", {
  permissions: "none",
}, async () => {
  const clock = new FakeClock();
  const [conn, peer] = MemoryConn.pair();
  const write = conn.write.bind(conn);
  const counts = [0, 0];
  let writes = 0;
  conn.write = (bytes) => {
    writes++;
    const count = counts.shift();
    return count === undefined ? write(bytes) : Promise.resolve(count);
  };
  const socket = new Socket(conn, clock);
  const written = writeSpaced(bytesOf("Bia: oi\n"), socket, () => 0);
  await clock.advance(99);
  assertEquals([writes, await peer.readAvailable()], [2, ""]);
  await clock.advance(1);
  assertEquals([writes, await peer.readAvailable()], [3, "Bia: oi"]);
  await clock.advance(50); // The gap between two writes.
  assertEquals(await written, 8);
  socket.close();
});
