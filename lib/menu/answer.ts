/**
 * What a person answers to the menu's question: an address as people pass it on, or the line that the
 * server tells them to type. An answer that is only an address is never taken for an option.
 */

/** The meaning of an answer. */
export type MenuAnswer =
  | { type: "empty" }
  | { type: "leave" }
  /** Words for `parseCommandLine`. */
  | { type: "command"; argv: string[] }
  | { type: "bad-address"; given: string };

/** Longer than any command that can be meant, with the path of the program. */
const MAX_LENGTH = 999;
/** How much of an answer a complaint repeats. */
const MAX_SHOWN = 60;

/** Quotes of any kind, and the end of a prompt (`C:\>`): no address has them. */
const QUOTES = /["'`´‘’“”«»<>]/gu;
/** The program's file, with or without a folder: `chat`, `.\chat.exe`, `./chat-linux-x64`. */
const PROGRAM = /^(?:.*[\\/])?chat(?:-[\w-]+)?(?:\.exe)?$/i;
const COMMAND = /^(?:join|serve|find|doctor|forget|help)$/i;
const OPEN = /^(?:abrir|open)$/i;
const HELP = /^(?:\/?(?:ajuda|help|\?)|--help|-h)$/i;
const OPTION = /^--?[a-z]/i;
const LEAVE = /^\/(?:sair|quit|exit)$/i;
const LEAVE_WORD = /^(?:sair|quit|exit|q)$/i;

/** Whether an answer leaves the menu at any question: `/sair`, and what others call it. */
export function isLeave(answer: string): boolean {
  return LEAVE.test(answer.trim());
}

/** Whether an answer leaves the menu at a question that is not for a name, which may be `sair`. */
export function isLeaveWord(answer: string): boolean {
  return isLeave(answer) || LEAVE_WORD.test(answer.trim());
}

/** Reads an answer to the menu's question. */
export function readAnswer(text: string): MenuAnswer {
  const blanked = text.slice(0, MAX_LENGTH).replace(/[\p{Zs}\t]+/gu, " ");
  const given = blanked.replace(/\p{C}/gu, "").trim();
  if (text.length > MAX_LENGTH) return badAddress(given);
  const words = given.replace(QUOTES, " ").split(" ").filter((word) => word !== "");
  if (words.length === 0) return given === "" ? { type: "empty" } : badAddress(given);
  const [first = "", ...others] = words;
  if (others.length === 0 && isLeaveWord(first)) return { type: "leave" };
  const [about = ""] = others;
  if (HELP.test(first) && (about === "" || COMMAND.test(about))) {
    return { type: "command", argv: ["help", ...others.map((word) => word.toLowerCase())] };
  }
  if (others.length === 0 && OPEN.test(first)) return { type: "command", argv: ["serve"] };
  if (COMMAND.test(first)) return { type: "command", argv: commandOf(words) };
  const at = words.findIndex((word) => PROGRAM.test(word) && !word.includes("://"));
  if (at !== -1) return { type: "command", argv: commandOf(words.slice(at + 1)) };
  // Another way to start the program before it, as in `deno task join HOST`.
  const join = words.findIndex((word) => word.toLowerCase() === "join");
  if (join !== -1) return { type: "command", argv: commandOf(words.slice(join)) };
  if (!first.startsWith("-") && others.some((word) => OPTION.test(word))) {
    return { type: "command", argv: commandOf(["join", ...words]) };
  }
  const address = cleanAddress(words);
  if (address === "" || address.startsWith("-")) return badAddress(given);
  return { type: "command", argv: ["join", address] };
}

function badAddress(given: string): MenuAnswer {
  const shown = given.length > MAX_SHOWN ? `${given.slice(0, MAX_SHOWN).toWellFormed()}…` : given;
  return { type: "bad-address", given: shown };
}

/** The words after the program's name, with an address that is written as the program wants it. */
function commandOf(words: string[]): string[] {
  const [first = "join", ...rest] = words;
  const command = first.toLowerCase();
  if (HELP.test(command)) return ["help", ...rest];
  const takesAddress = command === "join" || command === "doctor";
  if (!takesAddress && (COMMAND.test(command) || command.startsWith("-"))) {
    return [command, ...rest];
  }
  const [name, args] = takesAddress ? [command, rest] : ["join", words];
  const options = args.findIndex((word) => word.startsWith("-"));
  const address = cleanAddress(options === -1 ? args : args.slice(0, options));
  return [
    name,
    ...(address === "" ? [] : [address]),
    ...(options === -1 ? [] : args.slice(options)),
  ];
}

/**
 * An address without what people and browsers put around it.
 *
 * @example
 * ```ts
 * cleanAddress(["http://26.253.198.232:9999/"]); // "26.253.198.232:9999"
 * cleanAddress(["26,253,198,232", "9999"]); // "26.253.198.232:9999"
 * ```
 */
function cleanAddress(words: string[]): string {
  const text = words.join(" ")
    .replace(/^[a-z][a-z+.-]*:\/\//i, "")
    .replace(/ ?: ?/g, ":")
    .replace(/[/\\?#].*$/, "")
    .replace(/[.,;:!]+$/, "")
    .trim();
  const [address = "", port, ...others] = text.split(" ");
  // A numeric keypad of Brazil types a comma.
  const dotted = /^\d+(?:,\d+){3}(?::|$)/.test(address) ? address.replaceAll(",", ".") : address;
  const isPort = port !== undefined && /^\d+$/.test(port) && others.length === 0;
  // An IPv6 address takes a port behind brackets only.
  if (isPort && /^[^:]*$|\]$/.test(dotted)) return `${dotted}:${port}`;
  return [dotted, ...text.split(" ").slice(1)].join(" ");
}
