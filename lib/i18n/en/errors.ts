/** Sentences about what went wrong: refusals, rejections, failures of the system; in English. */

import type { ErrorTexts } from "../pt_br/errors.ts";
import { because, until } from "./until.ts";

const nameRefusals = {
  "name-empty": () => "Error: The name cannot be empty.",
  "name-spaces": () => "Error: The name cannot contain spaces. Use '_' or write it as one word.",
  "name-characters": (name: string) =>
    `Error: The name "${name}" is not valid. ${
      /^[_.-]+$/.test(name)
        ? "Use at least one letter or digit."
        : "Use only letters, digits, '_', '-' or '.'."
    }`,
  "name-too-long": (name: string) =>
    `Error: The name "${name}" is too long. The limit is 32 characters.`,
  "name-taken": (name: string) => `Error: The name "${name}" is already taken. Choose another.`,
  "name-kept": (kept: string) => {
    const [name, seconds = "?"] = kept.split(" ");
    return `Error: The name "${name}" is being kept for another ${seconds} s for a person who lost ` +
      "the connection. Wait, or choose another.";
  },
  "name-lookalike": (other: string) =>
    `Error: The name looks too much like "${other}", who is in the chat. Choose another.`,
  "name-reserved": (reserved: string) =>
    `Error: The name "${reserved}" is reserved, and so are names like it. Choose another.`,
  "name-banned": (banned: string) => {
    const [name, word = ""] = banned.split(" ");
    return `Error: The name "${name}" is banned ${until(word)}, and so are names like it. ` +
      "If you are another person, choose another name.";
  },
};

/** The sentences about what went wrong, by their keys. */
export const errors: ErrorTexts = {
  refusals: {
    ...nameRefusals,
    "address-full": (limit) =>
      `Error: This address has reached its limit of people in the chat (${limit}). ` +
      "The host can raise the limit with --max-per-address.",
    "bad-frame": () => "Error: The frame received breaks the WebSocket protocol.",
    "banned": (value) => {
      const [word = "", ...reason] = value.split(" ");
      return `The host banned you from the chat ${until(word)}${because(reason.join(" "))}`;
    },
    "binary": () => "Error: The text received is not UTF-8.",
    "full": () => "Error: The chat is full. Try again later.",
    "hello-first": () => 'Error: The first message must be {"type":"hello",...}.',
    "kicked": (why) => `The host removed you from the chat${why === "" ? "." : `: ${why}`}`,
    "left": () => "You left the chat.\nConnection closed by the server.",
    "line-too-long": () => "Error: Line too long: the limit is 16 KiB per line.",
    "locked": () => "Error: The host locked the chat: nobody else comes in for now.",
    "malformed": (line) => `Error: Each line must be a JSON object. Received: ${line}`,
    "hello-timeout": () => "Error: No name was given in time.",
    "not-encrypted": () =>
      "Error: The password may be said over an encrypted connection only: use chat join, https:// in " +
      "a browser, or openssl s_client -quiet -connect ADDRESS:PORT.",
    "not-recorded": () => "Error: The server cannot save the history right now. Try again.",
    "password": (why) =>
      why === "not-encrypted"
        ? "This chat has a password, and this connection is not encrypted. Use chat join, https:// " +
          "in a browser, or openssl s_client -quiet -connect ADDRESS:PORT."
        : "This chat has a password. Say it before your name: PASS, a space, and the password. " +
          "If this program cannot do that, use another one, or the new version.",
    "replaced": () => "This session continues on another connection.",
    "server-closing": () => "Connection closed by the server.",
    "silent": () => "nothing was received for 30 seconds.",
    "tls": () =>
      "TLS connection refused: it was inside another one, or this chat does not use TLS.",
    "too-many-guesses": (seconds) =>
      `Error: Too many wrong passwords from this address, or from all together: try again in ` +
      `${seconds} s. Behind the same router, it may have been another person.`,
    "too-slow": () => "the other side stopped reading, with too many messages waiting.",
    "version": (versions) => {
      const [client, server = "?"] = versions.split(" ≠ ");
      const isClientOld = Number(client) < Number(server);
      return `Error: Different versions: this program uses ${client}, the server uses ${server}. ` +
        (isClientOld
          ? "Copy the server's program to this computer."
          : "Copy this program to the server's computer.");
    },
    "wrong-password": () => "Error: The password is wrong.",
  },
  rejections: {
    ...nameRefusals,
    "ambiguous-name": (names) =>
      `Error: Who did you mean: ${
        names.replace(/, (?=[^,]*$)/, " or ")
      }? Type the name with its accents.`,
    "bad-password-order": () =>
      "Error: /password makes a new password; /password empty asks everybody for it; " +
      "/password remove leaves the chat without one.",
    "bad-count": (count) => `Error: "${count}" is not valid: ask for 1 to 100 messages.`,
    "bad-minutes": (minutes) => `Error: "${minutes}" is not a valid time: use 1 to 525600 minutes.`,
    "empty": () => "Error: The message is empty.",
    "missing-argument": (usage) => `Error: Incomplete command. Use ${usage}.`,
    "missing-field": (field) => `Error: The field ${field} is missing or has the wrong type.`,
    "muted": (word) =>
      `Error: The host muted you ${until(word)}. ` +
      "The message was not sent, but you still read everything.",
    "no-such-person": () => "User not found.",
    "not-recorded": () =>
      "Error: The server cannot save the history right now, so the message was not sent.",
    "not-utf8": () => "Error: The message is not UTF-8 and was not sent.",
    "nobody-to-answer": () => "Error: You have no private message to reply to. Use @name message.",
    "private-format": () => "Error: Invalid format. Use @name message.",
    "repeated": () => "Repeated message: it had already arrived.",
    "too-long": (bytes) =>
      `Error: The message is ${bytes} bytes long; the limit is 4096. It was not sent.`,
    "too-many-waiting": (name) =>
      `Error: Too many private messages are waiting for ${name}. Yours was not sent.`,
    "unexpected-argument": (command) => `Error: ${command} takes no argument.`,
    "unknown-command": (command) =>
      `Error: There is no command ${command}. See /help, or start with // to send the text anyway.`,
    "unknown-type": (type) => `Error: There is no type ${type}.`,
  },

  connectFailures: {
    "refused": (host, port) =>
      `${host} answered, but nobody is listening on port ${port}. ` +
      "Check that the chat is open (chat serve) on that computer and that the port is right.",
    "timed-out": (host, port) =>
      `${host}:${port} did not answer within 10 seconds. On the server's computer, allow port ` +
      `${port} in the firewall; on this one, check that the VPN is on and the address is right.`,
    "unreachable": (host, port) =>
      `there is no route to ${host}:${port}. ` +
      "Check that this computer's VPN is on and that both computers are on the same network.",
    "unknown-host": (host) =>
      `the name "${host}" was not found. ` +
      "Check what you typed, or use the numeric address that the server shows.",
    "forbidden": (host, port) =>
      `this computer does not allow connecting to ${host}:${port}. ` +
      "Check this computer's firewall or antivirus.",
    "not-ours": (host, port) =>
      `${host}:${port} is not a server of this chat. ` +
      `If it is a server of the old program, type chat join ${host}:${port} --plain; ` +
      "otherwise, check the address and the port.",
    "not-encrypted": (host, port) =>
      `${host}:${port} does not encrypt the conversation any more, as it did before. It may be ` +
      "another server, or somebody in the middle: check with the person who opened the chat.",
    "other-certificate": (host, port) =>
      `${host}:${port} is not the chat any more that answered the search: it was opened again, or ` +
      "somebody on the network pretends to be it. Search again, or type the address the host tells you.",
    "tls": (host, port, detail) =>
      `the conversation with ${host}:${port} could not be encrypted (${detail}). Try again; ` +
      "if it goes on, there may be somebody in the middle: check with the person who opened the chat.",
    "clock": (host, port, seconds) =>
      `the clock of this computer is ${daysOf(seconds)} ` +
      `${seconds.startsWith("-") ? "ahead of" : "behind"} the clock of ${host}:${port}, ` +
      "so the conversation cannot be encrypted. Set the date of the computer that is wrong.",
    "password": (host, port) =>
      `the chat at ${host}:${port} has a password. Join at a terminal, which asks for it, ` +
      "or use --password-file or CHAT_PASSWORD.",
    "wrong-password": (host, port) =>
      `this is not the password of ${host}:${port}, or there is somebody in the middle. ` +
      "Check the password with the person who opened the chat.",
    "too-many-guesses": (host, port, seconds) =>
      `${host}:${port} has received too many wrong passwords, from this address or from all ` +
      `together: try again in ${seconds} s. Behind the same router, it may have been another person.`,
    "no-password": (host, port) =>
      `the chat at ${host}:${port} has no password, and you gave one: it may be another chat, ` +
      "or somebody in the middle. Check the address, or join without giving the password.",
    "closed": (host, port) =>
      `${host}:${port} did not answer. The chat may be closed on that computer, ` +
      "or this device is on another network.",
    "other": (host, port, detail) => `${host}:${port}: ${detail}`,
  },
};

/** A difference of clocks, given in seconds, as a person says it. */
function daysOf(seconds: string): string {
  const days = Math.round(Math.abs(Number(seconds)) / 86_400) || "?";
  return days === 1 ? "one day" : `${days} days`;
}
