/** A room as a service of DNS-SD, for `avahi-browse` and others, over multicast DNS. [edge] */

import multicastDns from "multicast-dns";
import { answerTo, recordsOf, type ServiceRoom } from "./service_records.ts";
import { isLoopback } from "../net/host.ts";
import { subnetsOn } from "./subnets.ts";
import type { UdpSystem } from "./udp.ts";

/** Adapters come and go: they are looked at so often. */
const CHECK_MS = 5_000;

/** What a service is announced with. */
export interface DnsSdOptions extends Pick<UdpSystem, "interfaces" | "clock"> {
  /** The address that the server listens on; `0.0.0.0` and `::` are all. */
  host: string;
  /** What is told now. */
  describe: () => ServiceRoom;
}

/** One responder for each address of this machine, beside that of the system. */
export class DnsSd implements AsyncDisposable {
  readonly #options: DnsSdOptions;
  readonly #responders = new Map<string, ReturnType<typeof multicastDns>>();
  readonly #stop: () => void;

  /**
   * Announces the room, and answers from now on.
   *
   * @param options What is told, and where.
   */
  constructor(options: DnsSdOptions) {
    this.#options = options;
    this.#stop = options.clock.every(CHECK_MS, () => this.#update());
    this.#update();
  }

  /** Takes the room back. Resolves when nothing is sent any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await Promise.all([...this.#responders.keys()].map((address) => this.#close(address)));
  }

  #update(): void {
    const { host, interfaces } = this.#options;
    const addresses = subnetsOn(host, interfaces()).map(({ address }) => address)
      .filter((address) => !isLoopback(address));
    for (const address of this.#responders.keys()) {
      if (!addresses.includes(address)) this.#close(address);
    }
    for (const address of addresses) {
      if (!this.#responders.has(address)) this.#responders.set(address, this.#open(address));
    }
  }

  #open(address: string): ReturnType<typeof multicastDns> {
    const { describe } = this.#options;
    const responder = multicastDns({ bind: "0.0.0.0", interface: address });
    // A port that somebody else has for themselves, or an adapter that went: nobody finds it there.
    responder.on("error", () => {});
    responder.on("warning", () => {});
    responder.on("ready", () => responder.respond(recordsOf(describe(), address)));
    responder.on("query", ({ questions = [] }) => {
      for (const question of questions) {
        const answer = answerTo(question, describe(), address);
        if (answer) responder.respond(answer);
      }
    });
    return responder;
  }

  async #close(address: string): Promise<void> {
    const responder = this.#responders.get(address)!;
    this.#responders.delete(address);
    const records = recordsOf(this.#options.describe(), address, 0);
    await new Promise<void>((resolve) => responder.respond(records, () => resolve()));
    await new Promise<void>((resolve) => responder.destroy(() => resolve()));
  }
}
