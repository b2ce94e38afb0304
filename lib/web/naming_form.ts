/** The form that asks for a name. A refused name stays in it, mended where that is possible. */

import type { PageTexts } from "../i18n/pt_br/page.ts";
import { element } from "./element.ts";

/** What the form is made with. */
export interface NamingFormOptions {
  /** Its labels. */
  texts: PageTexts;
  /** What stands in the field at first. */
  name: string;
  /** Called with the name that was typed. */
  onName: (name: string) => void;
}

/** Long enough for every name, and for what is refused with the reason. */
const MAX_UNITS = 512;

/** Asks for a name. */
export class NamingForm {
  /** Its element. */
  readonly element: HTMLFormElement;
  readonly #field: HTMLInputElement;
  readonly #button: HTMLButtonElement;
  readonly #refusal = element("p", { class: "complaint", id: "refusal", role: "alert" });

  /**
   * Begins with the name that was typed last.
   *
   * @param options Its texts, and what is called.
   */
  constructor({ texts, name, onName }: NamingFormOptions) {
    this.#field = element("input", {
      id: "name",
      maxlength: String(MAX_UNITS),
      autocomplete: "nickname",
      autocapitalize: "words",
      spellcheck: "false",
      "aria-describedby": "refusal",
    });
    this.#field.value = name;
    this.#button = element("button", { type: "submit" }, texts.join);
    this.element = element(
      "form",
      { class: "naming" },
      element("label", { for: "name" }, texts.nameLabel),
      element(
        "div",
        { class: "field" },
        this.#field,
        this.#button,
      ),
      this.#refusal,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#refusal.textContent = "";
      this.#button.disabled = true; // Until the name is refused.
      onName(this.#field.value);
    });
  }

  /**
   * Asks for a name.
   *
   * @param proposal What stands in the field. @default {what was typed}
   */
  ask(proposal: string | undefined): void {
    if (proposal !== undefined) this.#field.value = proposal;
    this.#button.disabled = false;
    this.#field.setAttribute("aria-invalid", String(this.#refusal.textContent !== ""));
    this.#field.focus();
    this.#field.select();
  }

  /** Says why a name was refused, and what else there is to say before the person is in. */
  say(sentence: string): void {
    this.#refusal.textContent = sentence;
  }
}
