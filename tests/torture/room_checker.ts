/**
 * The checker of a schedule on several servers: compares the journals of all clients with each other,
 * and with what they said. Pure: it returns what is wrong.
 */

import type { Entry } from "../../lib/protocol.ts";
import type { Journal, Sent } from "./journal.ts";

/** At most so many problems of one kind are told. */
const MAX_TOLD = 5;

/** The journals of a schedule. */
export interface Journals {
  /** Of those who were in the room all the time, from before the first fault. */
  members: readonly Journal[];
  /** Of those who came later, or left. */
  guests: readonly Journal[];
}

/** What is wrong; empty when all promises were kept. */
export function problemsOf({ members, guests }: Journals): string[] {
  const all = [...members, ...guests];
  return [
    ...all.flatMap(({ problems }) => problems),
    ...differingEntries(all),
    ...missingEntries(members),
    ...members.flatMap(wrongSayings),
    ...all.flatMap((author) => wrongWhispers(author, all, members)),
    ...strayWhispers(all),
    ...members.flatMap((member) => callsGone(member, members)),
  ];
}

/** Same `seq`, same entry; whether a private message waits may change until it is delivered. */
function differingEntries(journals: readonly Journal[]): string[] {
  const first = new Map<number, { text: string; name: string }>();
  const problems: string[] = [];
  for (const { name, entries, recent } of journals) {
    for (const entry of [...recent, ...entries]) {
      const text = JSON.stringify({ ...entry, waiting: undefined });
      const other = first.get(entry.seq);
      if (!other) first.set(entry.seq, { text, name });
      else if (other.text !== text) {
        problems.push(`entry ${entry.seq} is ${other.text} for ${other.name}, ${text} for ${name}`);
      }
    }
  }
  return atMost(problems);
}

/** What everybody is told, every member is told, once and in the order of `seq`. */
function missingEntries(members: readonly Journal[]): string[] {
  const since = Math.max(...members.map((member) => member.since));
  const publicSeqs = (entries: readonly Entry[]) =>
    entries.filter((entry) => isPublic(entry) && entry.seq > since).map(({ seq }) => seq);
  const all = new Set(members.flatMap(({ entries }) => publicSeqs(entries)));
  return members.flatMap(({ name, entries }) => {
    const seqs = publicSeqs(entries);
    const seen = new Set(seqs);
    const lost = [...all].filter((seq) => !seen.has(seq)).sort((a, b) => a - b);
    const isInOrder = seqs.every((seq, at) => at === 0 || seq > seqs[at - 1]!);
    return [
      ...(lost.length > 0 ? [`${name} was not told ${lost}`] : []),
      ...(isInOrder ? [] : [`${name} was told ${seqs}`]),
    ];
  });
}

/** Everything that a member said to everybody comes back once, in the order in which it was said. */
function wrongSayings({ name, entries, sent }: Journal): string[] {
  const said = entries.flatMap((entry) =>
    entry.type === "said" && entry.from === name ? [entry.text] : []
  );
  const wanted = sent.filter(({ to, rejection }) => to === undefined && rejection === undefined);
  const texts = wanted.map(({ text }) => text);
  return said.join() === texts.join() ? [] : [`${name} said ${texts}, and was told ${said}`];
}

/** A private message that was said reaches its recipient once, or is reported once. */
function wrongWhispers(
  author: Journal,
  all: readonly Journal[],
  members: readonly Journal[],
): string[] {
  const isMember = (journal: Journal) => members.includes(journal);
  return atMost(
    author.sent.filter(({ to }) => to !== undefined).flatMap((message) => {
      const { text, to, rejection = "not rejected" } = message;
      const recipient = all.find(({ name }) => name === to);
      const [own, received] = [
        timesIn(author, message),
        recipient ? timesIn(recipient, message) : 0,
      ];
      const reported = author.entries.filter((entry) =>
        entry.type === "undelivered" && entry.text === text
      ).length;
      const counts = `${own} times back, ${received} received, ${reported} undelivered`;
      const wrong = [`private "${text}" to ${to}: ${counts}, ${rejection}`];
      if (message.rejection !== undefined) return own + received + reported === 0 ? [] : wrong;
      if (own > 1 || received > 1 || reported > 1) return wrong;
      if (!isMember(author)) return []; // A guest may leave before it comes back.
      // A guest whose server was killed before it told the token has another name now.
      if (!recipient) return own === 1 ? [] : wrong;
      const isSettled = isMember(recipient)
        ? received === 1 && reported === 0
        : received + reported >= 1 || recipient.isGhost === true || !hasLeft(recipient, members);
      return own === 1 && isSettled ? [] : wrong;
    }),
  );
}

/**
 * Whether a guest is gone from the room. The server that said goodbye may have been killed before that
 * was in order: then the place is kept, and what waits there is returned when nobody looks any more.
 */
function hasLeft({ name }: Journal, members: readonly Journal[]): boolean {
  const isLeaving = (entry: Entry) => entry.type === "left" && entry.name === name;
  return members.some(({ entries }) => entries.some(isLeaving));
}

/** A private message, or what becomes of it, reaches nobody else. */
function strayWhispers(journals: readonly Journal[]): string[] {
  return atMost(
    journals.flatMap(({ name, entries, recent, sent }) =>
      [...recent, ...entries].flatMap((entry) => {
        const isStray = entry.type === "whispered"
          ? entry.from !== name && entry.to !== name
          : entry.type === "undelivered" && !sent.some(({ text }) => text === entry.text);
        return isStray ? [`${name} was told ${JSON.stringify(entry)}`] : [];
      })
    ),
  );
}

/** Nobody is called gone whose client comes back in time, nor to have come twice. */
function callsGone({ name, entries, since }: Journal, members: readonly Journal[]): string[] {
  const names = new Set(members.map((member) => member.name));
  const joined = entries.filter((entry) => entry.type === "joined" && entry.name === name);
  const isGone = (entry: Entry) => entry.type === "left" && names.has(entry.name);
  return [
    ...entries.filter(isGone).map((entry) => `${name} was told ${JSON.stringify(entry)}`),
    ...(joined.length === 1 ? [] : [`${name} joined ${joined.length} times behind ${since}`]),
  ];
}

function timesIn({ entries }: Journal, { text }: Sent): number {
  return entries.filter((entry) => entry.type === "whispered" && entry.text === text).length;
}

function isPublic({ type }: Entry): boolean {
  return ["joined", "left", "renamed", "said", "notice"].includes(type);
}

function atMost(problems: string[]): string[] {
  const more = problems.length - MAX_TOLD;
  return more > 0 ? [...problems.slice(0, MAX_TOLD), `and ${more} more like this`] : problems;
}
