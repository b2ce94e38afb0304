/** A line of the transcript as an element: one text with the name first, and its links and mentions. */

import type { PageTexts } from "../i18n/pt_br/page.ts";
import { addressRanges, type Range } from "../view/address_ranges.ts";
import { mentionRanges } from "../view/mentions.ts";
import { colorOf, NAME_COLORS } from "../view/palette.ts";
import type { TranscriptLine } from "../view/transcript_line.ts";
import { button, element } from "./element.ts";

/** What a line is shown with. */
export interface LineElementOptions {
  /** Formats the time of day of a time in ms since 1970. */
  formatTime: (time: number) => string;
  /** The labels of the page. */
  texts: PageTexts;
  /** Puts a text back to be edited. */
  onEdit: (text: string) => void;
}

/** A part of a text with its own element. */
interface Marked extends Range {
  make: (text: string) => HTMLElement;
}

/** What ends a sentence around an address is not a part of it; a `)` neither, unless it is opened in it. */
const AFTER_ADDRESS = ".,;:!?'\"»”’]}>…";

/** The element of a line. */
export function lineElement(line: TranscriptLine, options: LineElementOptions): HTMLElement {
  const { kind, text, time, isPast, people, rejected } = line;
  if (kind === "separator") {
    return element("div", { class: "separator" }, text);
  }
  const made = element("div", { class: `line ${kind}${isPast ? " past" : ""}` });
  made.append(...markedText(line));
  if (people) made.append(peopleList(people));
  if (rejected !== undefined) {
    const edit = button(options.texts.edit, () => options.onEdit(rejected), { class: "edit" });
    made.append(" ", edit);
  }
  if (time !== undefined) made.append(timeElement(time, options.formatTime(time)));
  return made;
}

function timeElement(time: number, text: string): HTMLElement {
  return element("time", { datetime: new Date(time).toISOString() }, text);
}

function peopleList(people: NonNullable<TranscriptLine["people"]>): HTMLElement {
  const rows = people.map(({ name, presence }) => element("li", {}, `${name}: ${presence}`));
  return element("ul", {}, ...rows);
}

/** The text of a line, with its lead, its links and its mentions as elements. */
function markedText({ text, lead = "", from, mentioned }: TranscriptLine): (Node | string)[] {
  const start = text.startsWith(lead) ? lead.length : 0;
  const body = text.slice(start);
  const parts = mark(body, [
    ...linksIn(body),
    ...(mentioned ? mentionRanges(body, mentioned) : []).map((range) => ({
      ...range,
      make: (word: string) => element("mark", {}, word),
    })),
  ]);
  return start === 0 ? parts : [leadElement(lead, from), ...parts];
}

/** The name or mark in front. A press on a name begins a private message; the list of people, too. */
function leadElement(lead: string, from: string | undefined): HTMLElement {
  if (from === undefined) return element("span", { class: "lead" }, lead);
  const color = NAME_COLORS.indexOf(colorOf(from));
  return element("span", { class: `lead name c${color}`, "data-name": from }, lead);
}

function linksIn(text: string): Marked[] {
  return addressRanges(text).flatMap(({ from, to }) => {
    const address = withoutEnd(text.slice(from, to));
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return [];
    const attributes = { href: address, target: "_blank", rel: "noopener noreferrer" };
    return [{ from, to: from + address.length, make: (shown) => element("a", attributes, shown) }];
  });
}

function withoutEnd(address: string): string {
  let end = address.length;
  let unopened = address.split(")").length - address.split("(").length;
  const isAfter = (sign: string) => sign === ")" ? unopened-- > 0 : AFTER_ADDRESS.includes(sign);
  while (end > 0 && isAfter(address[end - 1]!)) end--;
  return address.slice(0, end);
}

/** Puts the marked parts of a text into their elements; of two that overlap the first. */
function mark(text: string, marked: Marked[]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { from, to, make } of marked.sort((a, b) => a.from - b.from)) {
    if (from < at) continue;
    parts.push(text.slice(at, from), make(text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}
