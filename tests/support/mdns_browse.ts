/** Asks once for chats by DNS-SD from an address, and prints every record that is heard for a while. */

import multicastDns from "multicast-dns";

const [address = "", milliseconds] = Deno.args;
const browser = multicastDns({ bind: "0.0.0.0", interface: address });
browser.on("response", ({ answers = [], additionals = [] }) => {
  for (const { name, type, ttl, data } of [...answers, ...additionals]) {
    const told = type === "TXT" ? (data as unknown as Uint8Array[]).map(String) : data;
    const line = `${JSON.stringify({ name, type, ttl, data: told })}\n`;
    Deno.stdout.writeSync(new TextEncoder().encode(line));
  }
});
browser.query({ questions: [{ name: "_chat-room._tcp.local", type: "PTR" }] });
setTimeout(() => browser.destroy(), Number(milliseconds));
