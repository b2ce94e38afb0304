/** What the person of one connection says or changes, on its way into the order of the room. */

import { wasAnswered } from "../chat/delivery.ts";
import type { Acted } from "../chat/outcome.ts";
import type { Act } from "../chat/room_command.ts";
import type { Session } from "../chat/session.ts";
import type { Rejected, Say } from "../protocol.ts";
import { type Run, saysOf } from "../protocol/run.ts";
import type { ConnectionControl } from "./connection_control.ts";
import { printCommand, printRun } from "./print_command.ts";
import { RecordGate } from "./record_gate.ts";
import type { RoomContext } from "./room_context.ts";

/** What acts are made with. */
export interface ActsOptions {
  /** The room in which they are carried out. */
  room: RoomContext;
  /** Where they come from. */
  connection: Pick<ConnectionControl, "seat">;
  /** Resolves when its socket is closed. */
  closed: Promise<void>;
  /** Sends the answer to one that is rejected. */
  send: (rejection: Rejected) => void;
}

/** The acts of one connection. */
export class Acts {
  readonly #options: ActsOptions;
  readonly #gate = new RecordGate();

  /**
   * Nothing was done yet.
   *
   * @param options The connection and its room.
   */
  constructor(options: ActsOptions) {
    this.#options = options;
  }

  /**
   * Says or changes something, unless a gate rejects it.
   *
   * @returns A promise when the person has a new name only later: what it does next is done with it.
   */
  carryOut(act: Act | Run, session: Session): Promise<void> | void {
    if (act.type === "run") return this.#sayRun(act, session);
    const { room, connection: { seat }, closed } = this.#options;
    const { hub, canRecord, moderation } = room;
    const rejection = this.#gate.check(act, session, hub, canRecord) ??
      moderation.check(act, session);
    if (rejection) {
      const isAgain = wasAnswered(session, act);
      return this.#onActed(act, { name: session.name, rejection, isLogged: false, isAgain });
    }
    let isDone = false;
    let onDone = () => {};
    room.submit({ type: "act", seat, act }, (outcome) => {
      if (outcome.type === "acted") this.#onActed(act, outcome);
      isDone = true;
      onDone();
    });
    if (act.type !== "rename" || isDone) return;
    return Promise.race([new Promise<void>((resolve) => onDone = resolve), closed]);
  }

  /** Says a run, message by message when a gate rejects one of them. */
  #sayRun(run: Run, session: Session): void {
    const { room, connection: { seat } } = this.#options;
    const isChecked = !room.canRecord || this.#gate.isDeferring;
    if (isChecked || room.moderation.check(lastOf(run), session)) {
      for (const say of saysOf(run)) this.carryOut(say, session);
      return;
    }
    room.submit({ type: "act", seat, act: run }, (outcome) => {
      if (outcome.type === "run-said") printRun(room, session.name, run);
      if (outcome.type !== "run-split") return;
      saysOf(run).forEach((say, at) => this.#onActed(say, outcome.acted[at]!));
    });
  }

  #onActed(act: Act, { name, rejection, isLogged, isAgain }: Omit<Acted, "type">): void {
    const { room, send } = this.#options;
    const isPassedOver = rejection?.code === "repeated";
    if (isLogged || !isAgain || isPassedOver) printCommand(room, name, act, isLogged);
    if (rejection) send(room.nameClaims.explain(rejection));
    if (act.type === "rename" && rejection) room.nameClaims.onRefused(act.name);
  }
}

/** The last message of a run, which was not said before unless all were; without its text. */
function lastOf({ id, count }: Run): Say {
  return { type: "say", ...(id === undefined ? {} : { id: id + count - 1 }), text: "" };
}
