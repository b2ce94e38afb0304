/**
 * The invitation: what the operator passes on so that others join. On computers it is a command to
 * type; on phones and in browsers the link of the page, which a QR code shows to a camera.
 */

import { type Lang, type Texts, textsOf } from "../i18n/mod.ts";
import { callKey } from "../naming/call_key.ts";
import { type Adapter, adaptersOf, type Interface, phoneAdapter } from "../net/addresses.ts";
import { bracketed } from "../net/host.ts";
import { type Size, wrapSentences } from "../term/sentences.ts";
import { joinHintsFor } from "./hints.ts";
import { drawQrCode, type QrCode } from "./qr_code.ts";

/** Where an invitation is shown. */
export interface InvitationWindow {
  /** Whether the output is a terminal. */
  readonly isOutputTerminal: boolean;
  /** The size of the window now. */
  readonly size: Size;
}

/** What an invitation is made with. */
export interface InvitationOptions {
  /** The listen address. */
  host: string;
  /** The TCP port. */
  port: number;
  /** The language. */
  lang: Lang;
  /** Whether there is a page, whose link is shown. */
  page: boolean;
  /** Whether a QR code of the link is shown where it has room. */
  qr: boolean;
  /** Whether colours may be used. */
  color: boolean;
  /** Whether lines are only added: a screen reader would read a code aloud. */
  simple: boolean;
  /** Where it is shown. */
  window: InvitationWindow;
  /** Lists the addresses of all adapters. @default {those of this computer} */
  interfaces?: () => Interface[];
}

/** The link of the page, and what is shown of it. */
interface Link {
  /** The sentence with the link. */
  sentence: string;
  /** Its code; undefined where none is shown. */
  code: QrCode | undefined;
}

/** Indented rows stay whole: `sentenceRows`. */
const INDENT = "  ";
/** The time before the rows of a console, as in `21:05 `. */
const CLOCK_COLUMNS = 6;
/** The rows below what was asked for: the prompt. */
const PROMPT_ROWS = 1;

/** The invitation to one server. */
export class Invitation {
  readonly #options: InvitationOptions;
  readonly #texts: Texts;

  /**
   * Shows nothing itself.
   *
   * @param options The server, and where the invitation is shown.
   */
  constructor(options: InvitationOptions) {
    this.#options = options;
    this.#texts = textsOf(options.lang);
  }

  /**
   * The lines for the start of the server. They have a QR code if all fits into the window then.
   *
   * @param others The other lines that are shown with them.
   * @param rowsBelow How many rows will soon be below all these.
   */
  greeting(others: string[], rowsBelow: number): string[] {
    const { commands, adapters } = this.#read();
    const adapter = phoneAdapter(adapters);
    const link = adapter && this.#linkOf(adapter);
    if (!link) return commands;
    const lines = [...commands, link.sentence];
    const { code } = link;
    if (!code) return lines;
    if (this.#fits(code, [...others, ...lines], rowsBelow)) return [...lines, ...drawn(code)];
    const isForLater = this.#fits(code, [link.sentence], PROMPT_ROWS);
    return isForLater ? [...lines, this.#texts.codeByInvite] : lines;
  }

  /**
   * The same for an operator who asks for it: with the adapters as they are now, and with a QR code if
   * the code alone fits into the window.
   *
   * @param wanted The adapter of the link: the beginning of its name, in any letter case and with or
   * without accents, or its address. @default {the one that phones reach}
   */
  again(wanted?: string): string {
    const { commands, adapters } = this.#read();
    if (adapters.length === 0) return commands[0] ?? this.#texts.onlyThisComputer;
    const adapter = wanted === undefined ? phoneAdapter(adapters) : findAdapter(adapters, wanted);
    if (!adapter) {
      const known = adapters.map(({ name, address }) => `${name} (${address})`).join(", ");
      return this.#texts.unknownAdapter(wanted!, known);
    }
    const { sentence, code } = this.#linkOf(adapter) ?? {};
    const lines = sentence === undefined ? commands : [...commands, sentence];
    if (!code) return lines.join("\n");
    if (this.#fits(code, [sentence!], PROMPT_ROWS)) return [...lines, ...drawn(code)].join("\n");
    const { columns, rows } = this.#roomFor(code, [sentence!], PROMPT_ROWS);
    return [...lines, this.#texts.codeNeedsRoom(columns, rows)].join("\n");
  }

  /** The adapters as they are now, and the commands to type. */
  #read(): { commands: string[]; adapters: Adapter[] } {
    const { host, port, interfaces } = this.#options;
    const now = interfaces?.();
    return {
      commands: joinHintsFor(port, this.#options, now),
      adapters: adaptersOf(host, now),
    };
  }

  /** The link at an adapter; undefined without a page. */
  #linkOf({ name, address }: Adapter): Link | undefined {
    const { port, page, qr, color, simple, window } = this.#options;
    if (!page) return undefined;
    const link = `http://${bracketed(address)}:${port}`;
    const isDrawn = qr && !simple && window.isOutputTerminal;
    return {
      sentence: this.#texts.openPage(link, name),
      code: isDrawn ? drawQrCode(link, color) : undefined,
    };
  }

  /** Whether a code and other lines are in the window together. */
  #fits(code: QrCode, lines: string[], rowsBelow: number): boolean {
    const { size } = this.#options.window;
    const { columns, rows } = this.#roomFor(code, lines, rowsBelow);
    return columns <= size.columns && rows <= size.rows;
  }

  /** The columns that a code needs, and the rows, with other lines as they break in such a window. */
  #roomFor(code: QrCode, lines: string[], rowsBelow: number): Size {
    // A row never reaches the last column: terminals differ in when they wrap there.
    const columns = CLOCK_COLUMNS + INDENT.length + code.columns + 1;
    const { size } = this.#options.window;
    const textColumns = Math.max(columns, size.columns) - CLOCK_COLUMNS;
    const wrapped = wrapSentences(lines.join("\n"), { ...size, columns: textColumns });
    return { columns, rows: wrapped.split("\n").length + code.rows.length + rowsBelow };
  }
}

/** The rows of a code as lines of a text. */
function drawn(code: QrCode): string[] {
  return code.rows.map((row) => INDENT + row);
}

function findAdapter(adapters: Adapter[], wanted: string): Adapter | undefined {
  const key = callKey(wanted);
  const address = key.replace(/^\[(.*)\]$/, "$1");
  return adapters.find((one) => callKey(one.name) === key || one.address === address) ??
    adapters.find((one) => callKey(one.name).startsWith(key));
}
