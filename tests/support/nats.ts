/** NATS nodes of their own for a test: Debian's package `nats-server`, on free ports of 127.0.0.1. */

import { connect } from "@nats-io/transport-node";
import { jetstreamManager } from "@nats-io/jetstream";
import { freePorts } from "./free_ports.ts";

/** Whether it is installed; the tests with it are ignored otherwise. */
export const hasNats = await new Deno.Command("nats-server", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);

/** How long a cluster may take until it can be used. */
const START_MS = 30_000;

interface Node {
  args: string[];
  url: string;
  process?: Deno.ChildProcess | undefined;
}

/** Nodes that run until they are disposed: one, or three in a cluster. */
export class TestNats implements AsyncDisposable {
  readonly #folder: string;
  readonly #nodes: Node[];

  private constructor(folder: string, nodes: Node[]) {
    this.#folder = folder;
    this.#nodes = nodes;
  }

  /** Starts so many nodes, and waits until they take streams. */
  static async start(count = 1, ...options: string[]): Promise<TestNats> {
    const folder = await Deno.makeTempDir();
    const ports = freePorts(2 * count);
    const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`);
    const nodes = ports.slice(0, count).map((port, at): Node => ({
      url: `nats://127.0.0.1:${port}`,
      args: [
        ...["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", `${folder}/${at}`],
        ...["-l", `${folder}/${at}.log`],
        ...(count === 1 ? [] : ["-server_name", `n${at}`, "-cluster_name", "chat"]),
        ...(count === 1 ? [] : ["-cluster", routes[at]!, "-routes", routes.join(",")]),
        ...options,
      ],
    }));
    const nats = new TestNats(folder, nodes);
    nodes.forEach((_, at) => nats.run(at));
    if (options.length === 0) await nats.untilReady();
    return nats;
  }

  /** Where the nodes are. */
  get urls(): string[] {
    return this.#nodes.map(({ url }) => url);
  }

  /** Starts a node, or starts it again. */
  run(at: number): void {
    const { args } = this.#nodes[at]!;
    const command = new Deno.Command("nats-server", { args, stdout: "null", stderr: "null" });
    this.#nodes[at]!.process = command.spawn();
  }

  /** Sends a node a signal: SIGKILL as a crash does, SIGSTOP and SIGCONT as a frozen machine. */
  async signal(at: number, signal: Deno.Signal): Promise<void> {
    const { process } = this.#nodes[at]!;
    process?.kill(signal);
    if (signal !== "SIGKILL" && signal !== "SIGTERM") return;
    this.#nodes[at]!.process = undefined;
    await process?.status;
  }

  /** What a node has written to its log, of all its starts. */
  log(at: number): string {
    return Deno.readTextFileSync(`${this.#folder}/${at}.log`);
  }

  /** Copies the files of all streams of a node into a new folder. */
  async copyStreams(at: number, to: string): Promise<void> {
    const from = `${this.#folder}/${at}/jetstream/$G/streams`;
    await new Deno.Command("cp", { args: ["-r", from, to] }).output();
  }

  /** The files with the messages that a node keeps of a stream, as they are on its disk. */
  messageFiles(at: number, stream: string): Uint8Array[] {
    const folder = `${this.#folder}/${at}/jetstream/$G/streams/${stream}/msgs`;
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    const blocks = names.filter((name) => name.endsWith(".blk"));
    blocks.sort((one, other) => parseInt(one) - parseInt(other));
    return blocks.map((name) => Deno.readFileSync(`${folder}/${name}`));
  }

  /** Which node leads a stream. */
  async leaderOf(stream: string): Promise<number> {
    const nc = await connect({ servers: this.urls });
    try {
      const jsm = await jetstreamManager(nc);
      const { cluster } = await jsm.streams.info(stream);
      return Number(cluster?.leader?.slice(1) ?? 0);
    } finally {
      await nc.close();
    }
  }

  /** Which nodes lead the consumers of a stream, one for each. */
  async consumerNodesOf(stream: string): Promise<number[]> {
    const nc = await connect({ servers: this.urls });
    try {
      const consumers = await Array.fromAsync((await jetstreamManager(nc)).consumers.list(stream));
      return consumers.map(({ cluster }) => Number(cluster?.leader?.slice(1) ?? 0));
    } finally {
      await nc.close();
    }
  }

  /** The names of all streams. */
  async streams(): Promise<string[]> {
    const nc = await connect({ servers: this.urls });
    try {
      const names: string[] = [];
      for await (const name of (await jetstreamManager(nc)).streams.names()) names.push(name);
      return names.sort();
    } finally {
      await nc.close();
    }
  }

  /** Resolves when streams can be made: a cluster has a leader then. */
  async untilReady(): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      try {
        return await this.#probe();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async #probe(): Promise<void> {
    const nc = await connect({ servers: this.urls, reconnect: false });
    try {
      const jsm = await jetstreamManager(nc);
      const num_replicas = this.#nodes.length === 1 ? 1 : 3;
      await jsm.streams.add({ name: "probe", subjects: ["probe"], num_replicas });
      await jsm.streams.delete("probe");
    } finally {
      await nc.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const at of this.#nodes.keys()) {
      if (this.#nodes[at]!.process) await this.signal(at, "SIGCONT");
      if (this.#nodes[at]!.process) await this.signal(at, "SIGKILL");
    }
    await Deno.remove(this.#folder, { recursive: true });
  }
}
