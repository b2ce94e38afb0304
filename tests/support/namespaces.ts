/**
 * Several machines on one: network namespaces of Linux (ip-netns(8)), joined by bridges in another one.
 * Nothing that they send leaves them. They need root, and Debian's package `iproute2`.
 */

async function ip(...args: string[]): Promise<boolean> {
  const output = await new Deno.Command("ip", { args, stdout: "null", stderr: "null" }).output()
    .catch(() => undefined);
  return output?.success ?? false;
}

/** Whether they can be made here; the tests with them are ignored otherwise. */
export const hasNamespaces = Deno.build.os === "linux" && await canMake();

async function canMake(): Promise<boolean> {
  const name = newName();
  if (!await ip("netns", "add", name)) return false;
  const hasBridges = await ip("-n", name, "link", "add", "probe", "type", "bridge");
  await ip("netns", "del", name);
  return hasBridges;
}

/** Machines, and the networks that join them. */
export class Namespaces implements AsyncDisposable {
  readonly #switch = newName();
  readonly #machines: string[] = [];
  readonly #networks = new Set<string>();
  #links = 0;

  /** Makes no machine yet. */
  static async start(): Promise<Namespaces> {
    const namespaces = new Namespaces();
    await must("netns", "add", namespaces.#switch);
    return namespaces;
  }

  /**
   * Makes a machine.
   *
   * @param adapters As `network address/bits`: the adapter has the name of the network.
   * @returns The name of its namespace.
   */
  async machine(...adapters: string[]): Promise<string> {
    const name = newName();
    this.#machines.push(name);
    await must("netns", "add", name);
    await must("-n", name, "link", "set", "lo", "up");
    for (const adapter of adapters) await this.plug(name, adapter);
    return name;
  }

  /** Gives a machine an adapter. */
  async plug(machine: string, adapter: string): Promise<void> {
    const [network = "", address = ""] = adapter.split(" ");
    if (!this.#networks.has(network)) {
      this.#networks.add(network);
      await must(
        "-n",
        this.#switch,
        "link",
        "add",
        network,
        "type",
        "bridge",
        "mcast_snooping",
        "0",
      );
      await must("-n", this.#switch, "link", "set", network, "up");
    }
    const port = `p${++this.#links}`;
    const peer = ["peer", "name", network, "netns", machine];
    await must("-n", this.#switch, "link", "add", port, "type", "veth", ...peer);
    await must("-n", this.#switch, "link", "set", port, "master", network, "up");
    await must("-n", machine, "addr", "add", address, "brd", "+", "dev", network);
    await must("-n", machine, "link", "set", network, "up");
  }

  /** An adapter vanishes, with its address. */
  async unplug(machine: string, network: string): Promise<void> {
    await must("-n", machine, "link", "del", network);
  }

  /** An adapter is down. */
  async down(machine: string, network: string): Promise<void> {
    await must("-n", machine, "link", "set", network, "down");
  }

  /** An adapter takes no multicast. */
  async withoutMulticast(machine: string, network: string): Promise<void> {
    await must("-n", machine, "link", "set", network, "multicast", "off");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of [...this.#machines, this.#switch]) await ip("netns", "del", name);
  }
}

async function must(...args: string[]): Promise<void> {
  if (!await ip(...args)) throw new Error(`ip ${args.join(" ")} failed`);
}

function newName(): string {
  return `chat-${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}`;
}
