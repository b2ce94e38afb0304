/** The menu of the page: sound, help, leaving, and what the page says about itself. */

import type { PageTexts } from "../i18n/pt_br/page.ts";
import { button, element, panel } from "./element.ts";

/** What the menu is made with. */
export interface MenuOptions {
  /** Its labels. */
  texts: PageTexts;
  /** The switch for the sound. */
  sound: HTMLElement;
  /** What the page says about itself. */
  about: HTMLElement;
  /** Types a command. */
  command: (line: string) => void;
}

/** Makes the menu, which opens and closes. */
export function makeMenu({ texts, sound, about, command }: MenuOptions): HTMLElement {
  const title = element("summary", {}, texts.menu);
  const menu = panel("menu", title, sound);
  const showHelp = () => {
    menu.open = false; // The help is in the transcript.
    title.focus();
    command("/ajuda");
  };
  menu.append(button(texts.help, showHelp), button(texts.leave, () => command("/sair")), about);
  return menu;
}
