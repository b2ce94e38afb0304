/** The switch for the sound: a short tone for a private message or a mention, once in ten seconds. [edge] */

import type { Clock } from "../clock.ts";
import { Bell } from "../join/bell.ts";
import { button } from "./element.ts";

const FREQUENCY_HZ = 880;
const LENGTH_S = 0.15;
const VOLUME = 0.1;

/** What the switch is made with. */
export interface SoundSwitchOptions {
  /** The text of the button. */
  text: string;
  /** Measures the time between two tones. */
  clock: Pick<Clock, "now">;
  /** Remembers whether it is switched on. */
  memory: { isSoundOn: boolean };
}

/** Whether the page sounds. */
export class SoundSwitch {
  /** Its button. */
  readonly element: HTMLButtonElement;
  readonly #bell: Bell;
  readonly #memory: SoundSwitchOptions["memory"];
  #context?: AudioContext;

  /**
   * Begins as it was left.
   *
   * @param options The text, the clock, and the memory.
   */
  constructor({ text, clock, memory }: SoundSwitchOptions) {
    this.#bell = new Bell({ clock, quiet: false });
    this.#memory = memory;
    const pressed = String(memory.isSoundOn);
    this.element = button(text, () => this.#toggle(), { "aria-pressed": pressed });
  }

  /** Sounds, if it is switched on. A browser is silent before the person has pressed something. */
  ring(): void {
    this.#bell.ring();
    const isDue = this.#bell.take() !== "";
    if (isDue && this.#memory.isSoundOn && this.element.isConnected) this.#play();
  }

  #toggle(): void {
    this.#memory.isSoundOn = !this.#memory.isSoundOn;
    this.element.setAttribute("aria-pressed", String(this.#memory.isSoundOn));
  }

  #play(): void {
    const context = this.#context ??= new AudioContext();
    context.resume().catch(() => {}); // It stays silent.
    const oscillator = new OscillatorNode(context, { frequency: FREQUENCY_HZ });
    const gain = new GainNode(context, { gain: VOLUME });
    oscillator.connect(gain).connect(context.destination);
    gain.gain.setTargetAtTime(0, context.currentTime + LENGTH_S / 2, LENGTH_S / 5);
    oscillator.start();
    oscillator.stop(context.currentTime + LENGTH_S);
  }
}
