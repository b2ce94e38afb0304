/**
 * The program on a computer with a Wi-Fi adapter and a VPN, whatever this one has. A server that
 * listens everywhere listens on 127.0.0.1 alone.
 */

import { main } from "../../main.ts";

const adapter = (name: string, address: string): Deno.NetworkInterfaceInfo => ({
  ...{ name, address, family: "IPv4", netmask: "255.255.255.0", cidr: `${address}/24` },
  ...{ mac: "00:00:00:00:00:00", scopeid: null },
});

Deno.networkInterfaces = () => [
  adapter("Radmin VPN", "26.253.198.232"),
  adapter("Wi-Fi", "192.168.1.23"),
];

const listen = Deno.listen;
Deno.listen =
  ((options: Deno.TcpListenOptions) =>
    listen({ ...options, hostname: "127.0.0.1" })) as typeof Deno.listen;

Deno.exit(await main(Deno.args));
