/** The switch for the sound: a short tone for a private message or a mention, once in ten seconds. [edge] */

import type { Clock } from "../clock.ts";
import { Bell } from "../join/bell.ts";
import { button } from "./element.ts";

const FREQUENCY_HZ = 880;
const LENGTH_S = 0.15;
const VOLUME = 0.1;

/** Whether the page sounds. */
export class SoundSwitch {
  /** Its button. */
  readonly element: HTMLButtonElement;
  readonly #bell: Bell;
  #isOn = true;
  #context?: AudioContext;

  /**
   * Begins switched on.
   *
   * @param text The text of the button.
   * @param clock Measures the time between two tones.
   */
  constructor(text: string, clock: Pick<Clock, "now">) {
    this.#bell = new Bell({ clock, quiet: false });
    this.element = button(text, () => this.#toggle(), { "aria-pressed": "true" });
  }

  /** Sounds, if it is switched on. A browser is silent before the person has pressed something. */
  ring(): void {
    this.#bell.ring();
    if (this.#bell.take() !== "" && this.#isOn && this.element.isConnected) this.#play();
  }

  #toggle(): void {
    this.#isOn = !this.#isOn;
    this.element.setAttribute("aria-pressed", String(this.#isOn));
  }

  #play(): void {
    const context = this.#context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => {}); // It stays silent.
    const oscillator = new OscillatorNode(context, { frequency: FREQUENCY_HZ });
    const gain = new GainNode(context, { gain: VOLUME });
    oscillator.connect(gain).connect(context.destination);
    gain.gain.setTargetAtTime(0, context.currentTime + LENGTH_S / 2, LENGTH_S / 5);
    oscillator.start();
    oscillator.stop(context.currentTime + LENGTH_S);
  }
}
