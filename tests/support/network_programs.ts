/** Whole programs on the machines of network namespaces. */

import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { Program } from "./program.ts";
import { Pty } from "./pty.ts";

/** `chat join` without an address, at a terminal of a machine. */
export function joinAt(namespace: string, options: string): Pty {
  const words = config.tasks.join.command.split(" ").slice(1).join(" ");
  const pty = `ip netns exec ${namespace} ${Deno.execPath()} ${words} ${options}`;
  return new Pty(pty, { columns: 100 });
}

/** A server on a machine, once it listens. */
export async function served(namespace: string, ...options: string[]): Promise<Program> {
  const server = new Program({ task: "serve", namespace }, ...options);
  await server.port();
  return server;
}

/** Runs a script on a machine. */
export async function run(namespace: string, script: string): Promise<Deno.ChildProcess> {
  const args = ["netns", "exec", namespace, Deno.execPath(), "run", "--quiet", "--unstable-net"];
  const process = new Deno.Command("ip", {
    args: [...args, "--allow-net", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  return process;
}

/** What is found from a machine. */
export async function foundOn(
  namespace: string,
  ...options: string[]
): Promise<Record<string, unknown>[]> {
  await using program = new Program({ task: "find", namespace }, "--json", ...options);
  await program.ends();
  assertEquals(program.err, "");
  return JSON.parse(program.out);
}

/** What is found within 10 s, as soon as it is so many. */
export async function foundAtLast(
  namespace: string,
  count: number,
): Promise<Record<string, unknown>[]> {
  for (const deadline = Date.now() + 10_000;;) {
    const found = await foundOn(namespace);
    if (found.length === count || Date.now() > deadline) return found;
  }
}

/** The hosts of what was found, in their order. */
export function hostsOf(found: Record<string, unknown>[]): unknown[] {
  return found.map(({ host }) => host).sort();
}
