import { assertEquals, assertStrictEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { Socket } from "../../lib/net/socket.ts";

const SMALL = 1024;
const LARGE = 128 * 1024;

Deno.test("Socket.read() takes a large buffer for a flood, and a small one again after it", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  using peer = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const socket = new Socket(await accepted, systemClock);
  const sizes = async (bytes: number) => {
    const sent = peer.write(new Uint8Array(bytes));
    const seen: number[] = [];
    for (let missing = bytes; missing > 0;) {
      const read = await socket.read();
      seen.push(read!.buffer.byteLength);
      missing -= read!.length;
    }
    assertStrictEquals(await sent, bytes);
    return [...new Set(seen)];
  };
  assertEquals(await sizes(10), [SMALL]);
  assertEquals(await sizes(50 * SMALL), [SMALL, LARGE]);
  assertEquals(await sizes(10), [LARGE]);
  assertEquals(await sizes(10), [SMALL]);
  socket.close();
});
