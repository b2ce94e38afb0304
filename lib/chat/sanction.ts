/** A sanction: what the host decided about a person, and what the person is recognized by. */

/** A ban keeps a person out of the room; a mute lets the person read, and say nothing. */
export interface Sanction {
  /** Which of the two. */
  kind: "ban" | "mute";
  /** The name, as its person wrote it. Names that look like it are meant, too. */
  name: string;
  /** The hash of the person's token; null when there is none, or nobody was here. */
  tokenHash: string | null;
  /** The address as it is counted; null when it is not banned. */
  address: string | null;
  /** When it ends, in ms since 1970; null when only a pardon ends it. */
  until: number | null;
  /** What the host said about it; empty when nothing. */
  reason: string;
  /** The number of a session that is muted, as long as the server runs. It is not on record. */
  session?: number;
}
