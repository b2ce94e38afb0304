/** The title of the window: the server's address, and how many messages are unread. */

/** One window's title. */
export class WindowTitle {
  readonly #address: string;
  #unread = 0;
  #shown?: string;

  /**
   * Begins with a title that is not shown.
   *
   * @param address The server's address.
   */
  constructor(address: string) {
    this.#address = address;
  }

  /** Counts an unread message. */
  addUnread(): void {
    this.#unread++;
  }

  /** All messages are read. */
  markRead(): void {
    this.#unread = 0;
  }

  /** The sequence that shows the title (xterm, OSC 2); empty when it is shown already. */
  update(): string {
    const title = `${this.#address}${this.#unread > 0 ? ` (${this.#unread})` : ""}`;
    if (title === this.#shown) return "";
    this.#shown = title;
    return `\x1b]2;${title}\x07`;
  }
}
