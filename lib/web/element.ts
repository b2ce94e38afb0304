/** Makes elements of the page. Text is always text, never markup. */

/** The attributes of an element. */
export type Attributes = Record<string, string>;

/**
 * Makes an element.
 *
 * @param attributes Its attributes; `class` and `for` under their own names.
 * @param children What is in it, in order.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Sets the text of an element. A text that stays the same is not read out again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Makes a panel that opens and closes. Of several one is open, and Escape closes it. */
export function panel(
  className: string,
  title: HTMLElement,
  ...children: HTMLElement[]
): HTMLDetailsElement {
  const made = element("details", { class: className, name: "panel" }, title, ...children);
  made.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    made.open = false;
    title.focus();
  });
  return made;
}

/** Makes a button that does something when it is pressed, and sends no form. */
export function button(
  text: string,
  onPress: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onPress);
  return made;
}
