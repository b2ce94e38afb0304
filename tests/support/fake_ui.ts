/** A face that is only a memory. */

import type { Ui, Validate } from "../../lib/join/ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { Changes } from "./changes.ts";

/** Remembers what it is shown; what is typed comes from the test. */
export class FakeUi implements Ui {
  readonly keepsRejectedLine = false;
  readonly events: Event[] = [];
  readonly sentences: string[] = [];
  readonly complaints: string[] = [];
  readonly typed: string[] = [];
  model: Model = EMPTY;
  readonly changes = new Changes();
  /** Touches the keyboard. */
  touch = () => {};

  say(sentence: string): void {
    this.sentences.push(sentence);
    this.changes.notify();
  }

  show(event: Event): void {
    this.events.push(event);
    this.changes.notify();
  }

  echo(): void {}

  setStatus(model: Model): void {
    this.model = model;
    this.changes.notify();
  }

  ask(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async nextLine(complain: Validate): Promise<string> {
    for (;;) {
      const line = this.typed.shift();
      if (line === undefined) await this.changes.next;
      else if (complain(line) === undefined) return line;
      else this.complaints.push(line);
    }
  }

  onActivity(call: () => void): void {
    this.touch = call;
  }

  clear(): void {}
  close(): Promise<void> {
    return Promise.resolve();
  }
}
