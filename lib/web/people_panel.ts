/** The people who are here: a press on a name begins a private message. */

import type { Clock } from "../clock.ts";
import type { PageTexts } from "../i18n/pt_br/page.ts";
import { colorOf, NAME_COLORS } from "../view/palette.ts";
import { button, element, panel } from "./element.ts";

/** A person on the panel. */
export interface PanelPerson {
  /** The name. */
  name: string;
  /** Whether it is the person's own. */
  isMe: boolean;
  /** Whether the connection is lost. */
  isAway: boolean;
}

/** What the panel is made with. */
export interface PeoplePanelOptions {
  /** Its texts. */
  texts: PageTexts;
  /** Called with the name that was pressed. */
  onName: (name: string) => void;
  /** Asks the server who is away. Called while the panel is open. */
  onRefresh: () => void;
  /** Calls back every so many ms, until what it returns is called. */
  every: Clock["every"];
}

/** The server tells of comings and goings, and who is away only when it is asked. */
const REFRESH_MS = 15_000;

/** The list of people, which opens and closes. */
export class PeoplePanel {
  /** Its element. */
  readonly element: HTMLDetailsElement;
  readonly #options: PeoplePanelOptions;
  readonly #title = element("summary");
  readonly #list = element("ul");
  #people: readonly PanelPerson[] = [];
  /** The people in the list, to know when they change. */
  #shown = "";
  /** Ends the questions for who is away. */
  #stop?: () => void;

  /**
   * Begins closed.
   *
   * @param options Its texts, and what is called.
   */
  constructor(options: PeoplePanelOptions) {
    this.#options = options;
    this.element = panel("people", this.#title, this.#list);
    this.element.addEventListener("toggle", () => this.#onToggle());
  }

  /** Shows these people. */
  show(people: readonly PanelPerson[]): void {
    this.#people = people;
    this.#title.textContent = this.#options.texts.people(people.length);
    if (this.element.open) this.#showList();
  }

  #showList(): void {
    const people = this.#people;
    const key = JSON.stringify(people);
    if (key === this.#shown) return; // The focus stays on its button.
    this.#shown = key;
    const focused = document.activeElement?.getAttribute("data-name");
    this.#list.replaceChildren(...people.map((person) => this.#row(person)));
    if (focused) {
      const same = this.#list.querySelector<HTMLElement>(`[data-name="${CSS.escape(focused)}"]`);
      (same ?? this.#title).focus(); // A person who has left has no button any more.
    }
  }

  #onToggle(): void {
    this.#stop?.();
    if (!this.element.open) return;
    this.#showList();
    const { onRefresh, every } = this.#options;
    onRefresh();
    this.#stop = every(REFRESH_MS, onRefresh);
  }

  #row({ name, isMe, isAway }: PanelPerson): HTMLElement {
    const { texts, onName } = this.#options;
    const color = `c${NAME_COLORS.indexOf(colorOf(name))}`;
    const away = isAway ? ` (${texts.away})` : "";
    if (isMe) return element("li", {}, element("span", { class: color }, `${name} (${texts.you})`));
    const choose = () => {
      this.element.open = false;
      onName(name);
    };
    const attributes = {
      class: color,
      "data-name": name,
      "aria-label": `${name}${away}. ${texts.writeTo(name)}`,
    };
    return element("li", {}, button(`${name}${away}`, choose, attributes));
  }
}
