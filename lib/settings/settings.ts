/**
 * What is remembered for the next time, if the person asked for it: where its file is, and what is
 * in it.
 */

import { checkName } from "../names.ts";

/** What is remembered. */
export interface Settings {
  /** The server's address, as typed after `chat join`. */
  address?: string;
  /** The person's name. */
  name?: string;
}

/** A host and a port, no option: an address is typed after `chat join`. */
const ADDRESS = /^(?!-)[^\s\p{C}]{1,300}$/u;

/**
 * The path of the settings file, in the place where the system keeps settings.
 *
 * @param os The operating system, as `Deno.build.os` names it.
 * @param env Looks up `APPDATA`, `XDG_CONFIG_HOME` and `HOME`.
 * @returns Undefined when the variables name no folder.
 */
export function settingsPath(
  os: string,
  env: (name: string) => string | undefined,
): string | undefined {
  if (os === "windows") {
    const folder = env("APPDATA");
    return folder ? `${folder}\\chat\\settings.json` : undefined;
  }
  const home = env("HOME");
  if (os === "darwin") {
    return home ? `${home}/Library/Application Support/chat/settings.json` : undefined;
  }
  // A relative path is to be ignored (XDG Base Directory Specification 0.8).
  const config = env("XDG_CONFIG_HOME");
  const folder = config?.startsWith("/") ? config : home ? `${home}/.config` : undefined;
  return folder && `${folder}/chat/settings.json`;
}

/** Formats settings as the text of their file. */
export function formatSettings({ address, name }: Settings): string {
  return `${JSON.stringify({ address, name }, null, 2)}\n`;
}

/**
 * Parses the text of a settings file. A name that cannot be one is left out.
 *
 * @returns Undefined when it is damaged: no JSON object, or an address that cannot be one.
 */
export function parseSettings(text: string): Settings | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, "")); // Editors on Windows may put a BOM there.
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { address, name } = value as Record<string, unknown>;
  if (address !== undefined && !(typeof address === "string" && ADDRESS.test(address))) {
    return undefined;
  }
  return { ...(address === undefined ? {} : { address }), ...usableName(name) };
}

/**
 * The part of the settings that a name gives: none if `checkName` refuses it. Original servers accept
 * such names (`--plain`), and a command line accepts reserved ones.
 */
export function usableName(name: unknown): Pick<Settings, "name"> {
  const check = typeof name === "string" && checkName(name);
  return check && check.ok ? { name: check.name } : {};
}
