/** Random commands that change a room. */

import type { Entrance, RoomCommand, Stamp } from "../../lib/chat/room_command.ts";
import type { Sanction } from "../../lib/chat/sanction.ts";
import type { LeaveReason } from "../../lib/protocol.ts";

const NAMES = [
  ...["Ana", "ANA", "Bia", "Bía", "Caio", "caio ", "com espaço", ""],
  ...["João", "Joäo", "joao", "Davi", "Eva"],
];
const SEATS = Array.from({ length: 8 }, (_, at) => `server ${at % 3}/${at}`);
const TEXTS = ["oi", "", "tudo bem?", "x".repeat(300), "y".repeat(5000)];
const REASONS: LeaveReason[] = ["left", "kicked", "lost", "slow"];
const TOKENS = 12;

/** A command, and when it is carried out. */
export interface Stamped {
  command: RoomCommand;
  stamp: Stamp;
}

/** So many commands, of a few people who come, talk, lose their connections and come back. */
export function randomCommands(random: () => number, count: number): Stamped[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const number = (below: number) => Math.floor(random() * below);
  const withId = () => random() < 0.7 ? { id: 1 + number(40) } : {};
  let [date, awakeMs, lastToken] = [1_000, 0, 0];
  const hash = () => `hash ${Math.max(1, lastToken - number(TOKENS))}`;
  const entrance = (): Entrance => ({
    version: random() < 0.95 ? 1 : 2,
    name: pick(NAMES),
    ...(random() < 0.5 ? { resume: { tokenHash: hash(), seen: number(300) } } : {}),
    tokenHash: random() < 0.2 ? null : `hash ${++lastToken}`,
    address: `26.0.0.${number(3)}`,
    keptPlaces: number(2),
    ...(random() < 0.2 ? { takesOver: 1 + number(10) } : {}),
  });
  const sanction = (): Sanction => ({
    kind: pick(["ban", "mute"]),
    name: pick(NAMES),
    tokenHash: random() < 0.5 ? hash() : null,
    address: null,
    until: random() < 0.5 ? date + number(60_000) : null,
    reason: "",
    ...(random() < 0.5 ? { session: 1 + number(10) } : {}),
  });
  const makers: ((seat: string) => RoomCommand)[] = [
    (seat) => ({ type: "join", seat, entrance: entrance() }),
    (seat) => ({ type: "join", seat, entrance: entrance() }),
    (seat) => ({ type: "join", seat, entrance: entrance() }),
    (seat) => ({ type: "act", seat, act: { type: "say", ...withId(), text: pick(TEXTS) } }),
    (seat) => {
      const texts = Array.from({ length: 2 + number(5) }, () => pick(["oi", "x".repeat(300)]));
      const run = { ...withId(), count: texts.length, text: texts.join("\n") };
      return { type: "act", seat, act: { type: "run", ...run } };
    },
    (seat) => {
      return {
        type: "act",
        seat,
        act: { type: "whisper", ...withId(), to: pick(NAMES), text: "psiu" },
      };
    },
    (seat) => ({ type: "act", seat, act: { type: "rename", name: pick(NAMES) } }),
    (seat) => ({ type: "ack", seat, seq: number(300) }),
    (seat) => ({ type: "lose", seat, reason: pick(["lost", "slow"]), defers: random() < 0.8 }),
    (seat) => ({ type: "lose", seat, reason: "lost", defers: true }),
    () => ({ type: "lose-server", server: `server ${number(9)}` }),
    (seat) => ({ type: "leave", seat, reason: pick(REASONS) }),
    () => {
      const refusal = { type: "refused" as const, code: "kicked" as const };
      return { type: "remove", session: 1 + number(10), refusal, text: "fora" };
    },
    () => ({ type: "notice", text: "aviso" }),
    () => ({ type: "sanction", sanction: sanction() }),
    () => {
      const session = random() < 0.5 ? { session: 1 + number(10) } : {};
      return { type: "pardon", name: pick(NAMES), ...session };
    },
    () => ({ type: "lock", isLocked: random() < 0.5 }),
    () => ({ type: "password", kept: random() < 0.5 ? null : "sal 7" }),
    () => random() < 0.1 ? { type: "forget-former" } : { type: "beat" },
  ];
  return Array.from({ length: count }, () => {
    date += number(3_000);
    awakeMs += number(2_000);
    return { command: pick(makers)(pick(SEATS)), stamp: { date, awakeMs } };
  });
}
