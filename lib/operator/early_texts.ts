/** What a room prints before there is a console: it is kept, and printed behind the greeting. */

import type { Printed } from "./console.ts";

/** Prints something of so many lines. */
export type PrintText = (text: Printed, lines?: number) => void;

/** The texts of a room, kept until there is a console. */
export class EarlyTexts {
  #early: Parameters<PrintText>[] = [];
  #print?: PrintText;

  /** Prints a text, now or once there is a console. */
  readonly print: PrintText = (...text) => {
    if (this.#print) this.#print(...text);
    else this.#early.push(text);
  };

  /** Prints what was kept, and everything from now on. */
  passOn(print: PrintText): void {
    this.#print = print;
    for (const text of this.#early.splice(0)) print(...text);
  }
}
