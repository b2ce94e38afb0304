/**
 * The names that nobody may have, because they would pass for the server, for everybody, for the reader
 * or for a command.
 */

import { EVERYONE } from "./everyone.ts";
import { looksOf } from "./skeleton.ts";

/** What a sentence calls others than a person in the room, in both languages. */
const RESERVED = [
  ...["Servidor", "O_servidor", "Aviso", "Aviso_do_servidor", "Avisos_do_servidor"],
  ...["Server", "The_server", "Notice", "Server_notice", "Notice_from_the_server"],
  ...["Anfitrião", "O_anfitrião", "Anfitriã", "Host", "The_host"],
  "Chat_server", // As IRC clients know the server.
  ...["Operador", "Operadora", "Operator", "Administrador", "Administradora", "Administrator"],
  ...["Admin", "Sistema", "System", "Moderador", "Moderadora", "Moderator"],
  ...["Você", "You"],
  // What a person types to leave, or for help, where a name is asked for.
  ...["Sair", "Quit", "Exit", "Ajuda", "Help"],
  ...["Todo_mundo", "Everyone", "Everybody", ...EVERYONE],
];

/** The looks of the reserved names, in any letter case. Built when they are first needed. */
let reservedLooks: Map<string, string> | undefined;

/**
 * The reserved name for which a name would be taken; undefined if there is none. Accents, and `_`,
 * `-` and `.` between the words, make no difference.
 *
 * @param name A name in NFC.
 */
export function reservedNameLike(name: string): string | undefined {
  reservedLooks ??= new Map(
    RESERVED.flatMap((reserved) =>
      [reserved, reserved.toLowerCase(), reserved.toUpperCase()]
        .flatMap((spelling) => bareLooksOf(spelling).map((look) => [look, reserved] as const))
    ),
  );
  return bareLooksOf(name).map((look) => reservedLooks!.get(look)).find(Boolean);
}

/** The looks of a name without its accents and the marks between its words. */
function bareLooksOf(name: string): string[] {
  return looksOf(name).map((look) => look.slice(look.indexOf(" ")).replace(/[\p{M}_.-]/gu, ""));
}
