/** The words that a host can type and other people cannot. */

/** In pairs: the Portuguese word, and the English one, which is the key of the help. */
const HOST_WORDS = ("aviso notice expulsar kick banir ban banidos bans calar mute perdoar pardon " +
  "trancar lock destrancar unlock apagar prune convite invite fechar close senha password").split(
    " ",
  );

/** The words for one command, Portuguese first. */
export function hostWordsOf(key: string): string[] {
  return [HOST_WORDS[HOST_WORDS.indexOf(key) - 1]!, key];
}

/** Whether a word, with its slash, is a command of a host alone. */
export function isHostWord(word: string): boolean {
  return HOST_WORDS.includes(word.slice(1).toLowerCase());
}
