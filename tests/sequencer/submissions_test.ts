/** Submissions, with the sequencer of a server that is alone, and with one that others use, too. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { Replica } from "../../lib/chat/replica.ts";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { LocalSequencer } from "../../lib/sequencer/local_sequencer.ts";
import type { Admit, Apply, Sequencer } from "../../lib/sequencer/sequencer.ts";
import { Submissions } from "../../lib/sequencer/submissions.ts";

const pure = { permissions: "none" } as const;
const STAMP = { date: 1_000, awakeMs: 0 };
const notice = (text: string): RoomCommand => ({ type: "notice", text });

function roomWith(sequencer: Sequencer, admitForeign: Admit = () => undefined) {
  const log = new Log();
  const tokens = { hash: (token: string) => token };
  const replica = new Replica(log, { maxPeople: 9, recent: 0, graceMs: 0, tokens });
  let changes = 0;
  const submissions = new Submissions(
    sequencer,
    replica,
    { admitForeign },
    () => changes++,
  );
  const told = () => {
    return Array.from({ length: log.last }, (_, at) => log.at(at + 1)!.entry)
      .map((entry) => "text" in entry ? entry.text : entry.type);
  };
  return { submissions, told, changeCount: () => changes, log };
}

Deno.test(
  "LocalSequencer carries a command out before submit() returns, by the time it is",
  pure,
  () => {
    const stamp = { ...STAMP };
    const sequencer = new LocalSequencer(stamp);
    const { submissions, told, changeCount, log } = roomWith(sequencer);
    let outcome: unknown;
    submissions.submit(notice("um"), (one) => outcome = one);
    assertEquals([outcome, told(), changeCount()], [{ type: "done" }, ["um"], 1]);
    stamp.date = 2_000;
    submissions.submit(notice("dois"));
    assertEquals([log.at(1)!.entry.time, log.at(2)!.entry.time], [1_000, 2_000]);
    assertEquals(sequencer.state, "open");
    submissions.close();
    submissions.submit(notice("três"));
    assertEquals(told(), ["um", "dois"]);
  },
);

Deno.test(
  "what an outcome submits is carried out behind it, and told to who submitted it",
  pure,
  () => {
    const { submissions, told } = roomWith(new LocalSequencer(STAMP));
    const outcomes: string[] = [];
    submissions.submit(notice("um"), () => {
      outcomes.push("um");
      submissions.submit(notice("dois"), () => outcomes.push("dois"));
      submissions.submit(notice("três"), () => outcomes.push("três"));
    });
    submissions.submit(notice("quatro"), () => outcomes.push("quatro"));
    const all = ["um", "dois", "três", "quatro"];
    assertEquals([told(), outcomes], [all, all]);
  },
);

Deno.test(
  "outcomes of commands that come later, among those of others, go to who submitted them",
  pure,
  () => {
    const submitted: RoomCommand[] = [];
    let apply: Apply | undefined;
    const { submissions, told, changeCount } = roomWith({
      server: "este",
      elsewhere: [],
      servers: [],
      position: undefined,
      awakeMs: 0,
      date: 0,
      beat: () => {},
      opened: () => Promise.resolve(),
      state: "open",
      start: (given) => apply = given,
      submit: (command) => submitted.push(command),
      close: () => Promise.resolve(),
    });
    const outcomes: string[] = [];
    submissions.submit(notice("um"), () => outcomes.push("um"));
    submissions.submit(notice("dois"));
    submissions.submit(notice("três"), () => outcomes.push("três"));
    assertEquals([told(), outcomes], [[], []]);
    apply!(notice("de outro"), STAMP, false);
    for (const command of submitted) {
      apply!(command, STAMP, true);
      apply!(notice("de outro"), STAMP, false);
    }
    assertEquals(told().filter((text) => text !== "de outro"), ["um", "dois", "três"]);
    assertEquals([outcomes, changeCount()], [["um", "três"], 7]);
  },
);

Deno.test(
  "entries of other servers are admitted by their weight, and by how many they are",
  pure,
  () => {
    const asked: number[][] = [];
    let admit: Admit = () => undefined;
    const sequencer = new LocalSequencer(STAMP);
    sequencer.start = (_apply: Apply, _replica?: Replica, given?: Admit) => admit = given!;
    const wait = Promise.resolve();
    roomWith(sequencer, (...terms) => {
      asked.push(terms);
      return wait;
    });
    assertStrictEquals(admit(900, 7), wait);
    assertEquals(asked, [[900, 7]]);
  },
);
