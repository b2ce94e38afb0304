/** The program with all of its permissions but one: to look for chats beyond this machine. */

import config from "../../deno.json" with { type: "json" };
import { GROUP } from "../../lib/discovery/datagrams.ts";
import { broadcastOf, subnetsOf } from "../../lib/discovery/subnets.ts";
import { isLoopback } from "../../lib/net/host.ts";

/** The words of a task that runs the program, for a test that stays on this machine. */
export function offlineWords(task: "serve" | "join"): string[] {
  const [, ...words] = config.tasks[task].command.split(" ");
  const set = words.findIndex((word) => word.startsWith("--permission-set="));
  const name = words[set]!.split("=")[1] as keyof typeof config.permissions;
  const allowed = Object.entries(config.permissions[name]).map(([kind, what]) =>
    `--allow-${kind}${Array.isArray(what) ? `=${what.join()}` : ""}`
  );
  const subnets = subnetsOf(Deno.networkInterfaces()).filter(({ address }) => !isLoopback(address));
  const everybody = subnets.flatMap((subnet) => broadcastOf(subnet) ?? []);
  const denied = `--deny-net=${[GROUP, ...everybody].join()}`;
  return words.toSpliced(set, 1, ...allowed, denied);
}
