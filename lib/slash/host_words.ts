/** The words that a host can type and other people cannot, Portuguese first. */

/** By the keys of their help. */
export const HOST_WORDS = {
  notice: ["aviso", "notice"],
  kick: ["expulsar", "kick"],
  prune: ["apagar", "prune"],
  invite: ["convite", "invite"],
  close: ["fechar", "close"],
};

/** Whether a word, with its slash, is a command of a host alone. */
export function isHostWord(word: string): boolean {
  const typed = word.slice(1).toLowerCase();
  return Object.values(HOST_WORDS).some((words) => words.includes(typed));
}
