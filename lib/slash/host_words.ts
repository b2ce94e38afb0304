/** The words that a host can type and other people cannot, Portuguese first. */

/** By the keys of their help. */
export const HOST_WORDS = {
  notice: "aviso notice",
  kick: "expulsar kick",
  lock: "trancar lock",
  unlock: "destrancar unlock",
  prune: "apagar prune",
  invite: "convite invite",
  close: "fechar close",
};

/** Whether a word, with its slash, is a command of a host alone. */
export function isHostWord(word: string): boolean {
  const known = Object.values(HOST_WORDS).join(" ").split(" ");
  return known.includes(word.slice(1).toLowerCase());
}
