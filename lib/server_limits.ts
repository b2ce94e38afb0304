/** What the server allows, beside the limits of the protocol: times, places, and memory. */

/** The limits of the server. Sizes are in bytes; those of messages and entries are of UTF-8. */
export const SERVER_LIMITS = {
  /** Size of the head of an HTTP request. */
  httpHeadBytes: 8 * 1024,
  /** Size of the body of an HTTP request: a form with a password. */
  httpBodyBytes: 8 * 1024,
  /** Timeout for an HTTP request, from the connection. */
  httpHeadMs: 10_000,
  /** Timeout for the TLS handshake, from its first byte. */
  tlsHandshakeMs: 10_000,
  /** Bytes under way in each direction of a TLS tunnel. */
  tunnelBytes: 128 * 1024,
  /** Size of the buffers in which encrypted bytes leave all tunnels together: fewer, larger writes. */
  tunnelsBytes: 64 * 1024 * 1024,
  /** Wrong passwords of one address from which the next ones wait. */
  guessesPerAddress: 5,
  /** Wrong passwords of all addresses together from which the next ones wait. */
  guesses: 40,
  /** For how long a wrong password counts. */
  guessMemoryMs: 10 * 60_000,
  /** Timeout for a name, from the connection; a refused name does not restart it. */
  nameWaitMs: 30_000,
  /** Rate limit: messages that may come at once before the token bucket slows their author. */
  rateLimitBurst: 20,
  /** Connections without a name, of all addresses together. */
  namelessConnections: 1024,
  /** Time for a name before a newer connection of the same address may take the place. */
  namelessGraceMs: 1_000,
  /** Time for which a person who found the room full goes before newcomers. */
  returningMs: 30_000,
  /** Slow reader: bytes behind the head from which `readerStallMs` is its timeout. */
  readerBehindBytes: 1024 * 1024,
  /** Slow reader: time without reading any byte, after which it is disconnected. */
  readerStallMs: 5_000,
  /** Slow reader: how long senders wait for one that reads nothing. */
  senderWaitMs: 1_000,
  /** Size of the log in memory, as the log estimates it. */
  logBytes: 8 * 1024 * 1024,
  /** Entries of the log in memory. */
  logEntries: 10_000,
  /** Size of the unacknowledged private messages to one person, as the log estimates it. */
  unackedBytes: 1024 * 1024,
  /** Size of all unacknowledged private messages together: they are a part of every snapshot. */
  allUnackedBytes: 16 * 1024 * 1024,
  /** Number of them: when the person leaves, each is reported to its author in an entry. */
  unackedMessages: 1_000,
  /** Sessions that can be resumed by their token after their grace time. */
  formerSessions: 1024,
  /** People whom the host keeps out or lets only read. */
  sanctions: 1000,
  /** Rejections that a session remembers, for messages that are sent again. */
  rejections: 1024,
} as const;
