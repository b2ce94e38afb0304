/** The order of a room and its replica at one server, without a stream. */

import type { RoomCommand } from "../../lib/chat/room_command.ts";
import {
  type OrderSnapshot,
  SharedOrder,
  type StreamMessage,
} from "../../lib/nats/shared_order.ts";
import { copyOf, TestReplica } from "./test_replica.ts";

/** What was carried out. */
export interface Applied {
  command: RoomCommand;
  /** When, by the date and by the awake clock. */
  at: readonly [date: number, awakeMs: number];
  isOwn: boolean;
}

/** An order, and what it does. */
export class TestOrder {
  readonly order: SharedOrder;
  readonly room: TestReplica;
  /** All that was carried out. */
  readonly applied: Applied[] = [];
  /** Called with what a command has thrown. */
  onError = (error: unknown): void => {
    throw error;
  };
  readonly #server: string;

  constructor(server: string, room = new TestReplica(), snapshot?: OrderSnapshot) {
    this.#server = server;
    this.room = room;
    const { replica } = room;
    this.order = new SharedOrder(server, {
      apply: (command, stamp, isOwn) => {
        this.applied.push({ command, at: [stamp.date, stamp.awakeMs], isOwn });
        replica.apply(command, stamp);
      },
      last: () => replica.lastSeq,
      onError: (error) => this.onError(error),
      entriesAfter: (seq) => replica.entriesAfter(seq),
    }, snapshot);
  }

  receive(...messages: StreamMessage[]): void {
    for (const message of messages) this.order.receive(message);
  }

  /** What was carried out since this was last called, without the beats. */
  takeCommands(): RoomCommand[] {
    const commands = this.applied.splice(0).map(({ command }) => command);
    return commands.filter(({ type }) => type !== "beat");
  }

  get living(): string[] {
    return this.order.peers.living.map(({ server }) => server);
  }

  /** One that goes on where this one is: what it is told comes as text. */
  copy(): TestOrder {
    const snapshot: OrderSnapshot = JSON.parse(JSON.stringify(this.order.snapshot));
    return new TestOrder(this.#server, copyOf(this.room), snapshot);
  }
}
