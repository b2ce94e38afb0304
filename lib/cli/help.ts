/** The help: of the whole program, or of one of its commands. */

import { type Lang, textsOf } from "../i18n/mod.ts";
import { type CommandName, OPTIONS } from "./options.ts";

/**
 * The text of the help.
 *
 * @param about The command; undefined is the whole program.
 */
export function helpText(about: CommandName | undefined, lang: Lang): string {
  const texts = textsOf(lang);
  if (!about) {
    return [
      texts.aboutChat,
      "",
      ...columns([
        [texts.usage.serve, texts.aboutServe],
        [texts.usage.join, texts.aboutJoin],
        [texts.usage.find, texts.aboutFind],
        [texts.usage.doctor, texts.aboutDoctor],
        [texts.usage.forget, texts.aboutForget],
        ["chat --version", texts.options.version],
      ]),
      "",
      texts.moreHelp,
    ].join("\n");
  }
  const rows = OPTIONS[about].map(({ name, help, type, initial }): [string, string] => {
    const byDefault = initial === undefined ? "" : ` ${texts.byDefault(String(initial))}`;
    return [
      `--${name} ${type?.placeholder(texts) ?? ""}`.trim(),
      texts.options[help ?? name] + byDefault,
    ];
  });
  return [
    `${texts.usageTitle} ${texts.usage[about]}`,
    {
      serve: texts.aboutServe,
      join: texts.aboutJoin,
      find: texts.aboutFind,
      doctor: texts.aboutDoctor,
      forget: texts.aboutForget,
    }[about],
    "",
    texts.optionsTitle,
    ...columns(rows),
  ].join("\n");
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
}
