/** The structure of the code as tables: who may import whom, and which files are edges. */

/** Who may import whom; a folder's name stands for everything in it. The map shows this table. */
export const MAY_IMPORT: Record<string, string[]> = {
  main: [
    ...["server", "client", "cli", "menu", "settings", "doctor", "operator", "view"],
    ...["serve/offered_file", "serve/open_site"],
    ...["term/print_error", "term/sentences", "term/stop_signals", "term/tty", "net/addresses"],
    ...["clock", "i18n"],
  ],
  server: [
    ...["serve", "operator", "join", "view", "slash", "net/addresses", "net/dialer", "net/host"],
    ...["tls/certificate", "tls/pem", "clock", "errors", "i18n"],
  ],
  client: [
    "dial",
    "join",
    "net/dialer",
    "net/host",
    "net/route",
    "term/sentences",
    "slash",
    "clock",
    "errors",
  ],
  menu: ["cli", "join/name_proposal", "term/sentences", "names", "text", "i18n"],
  settings: ["names", "bytes", "errors", "i18n"],
  cli: ["names", "i18n"],
  operator: [
    ...["serve", "nats", "cli", "store", "term/sentences", "net/addresses", "net/host", "slash"],
    ...["naming", "password", "settings/password_file", "tls", "clock", "errors", "i18n"],
  ],
  serve: [
    ...["sequencer", "broadcast", "chat", "wire", "web", "net/heartbeat", "net/outbox"],
    ...[
      "net/receipts",
      "net/flow_window",
      "net/host",
      "net/socket",
      "net/write_all",
      "password/verifier",
      "tls",
    ],
    ...["slash", "names", "text", "blanks", "bytes", "clock", "errors", "protocol"],
    ...["server_limits", "i18n"],
  ],
  nats: ["sequencer", "chat", "bytes", "clock", "errors", "protocol", "server_limits", "i18n"],
  sequencer: ["chat"],
  broadcast: ["chat", "net/outbox", "bytes", "clock", "protocol", "server_limits"],
  join: [
    ...["view", "term", "graphemes", "net/heartbeat", "net/host", "net/link", "wire/json_events"],
    ...["wire/json_lines", "wire/plain_text", "wire/unframed", "slash", "text", "names"],
    ...["naming", "blanks", "bytes", "clock", "errors", "protocol", "i18n"],
  ],
  web: [
    ...[
      "join",
      "view",
      "slash",
      "net/host",
      "net/link",
      "net/route",
      "clock",
      "bytes",
      "protocol",
      "i18n",
    ],
  ],
  doctor: [
    ...["dial", "net/addresses", "net/dialer", "net/host", "net/link"],
    ...["clock", "errors", "protocol", "i18n"],
  ],
  dial: [
    ...["wire/json_events", "wire/json_lines", "net/dial_error", "net/dialer", "net/link"],
    ...["net/write_all", "password", "tls", "bytes", "protocol"],
  ],
  store: ["chat", "errors", "protocol"],
  chat: ["names", "naming", "text", "protocol", "server_limits"],
  wire: ["slash", "text", "blanks", "bytes", "protocol", "server_limits", "i18n"],
  view: "term/cells term/sentences slash blanks names naming protocol i18n".split(" "),
  password: ["tls/pem", "bytes"],
  tls: ["net/host", "bytes"],
  net: ["clock", "errors"],
  term: ["graphemes", "bytes", "clock", "errors"],
  slash: ["naming", "text", "protocol", "i18n"],
  i18n: ["errors", "protocol"],
  blanks: [],
  bytes: [],
  clock: [],
  errors: [],
  graphemes: [],
  names: ["graphemes", "naming", "protocol"],
  protocol: ["bytes"],
  server_limits: [],
  text: ["graphemes"],
  naming: ["graphemes"],
};

/** The files that may touch the system, the clock and random numbers. */
export const EDGES = [
  "main.ts",
  "server.ts",
  "client.ts",
  "lib/broadcast/scheduler.ts",
  "lib/clock.ts",
  "lib/doctor/doctor.ts",
  "lib/join/log_file.ts",
  "lib/serve/accept.ts",
  "lib/serve/accept_key.ts",
  "lib/serve/offered_file.ts",
  "lib/serve/open_site.ts",
  "lib/nats/jetstream.ts",
  "lib/nats/open_nats.ts",
  "lib/net/addresses.ts",
  "lib/net/dialer.ts",
  "lib/net/socket.ts",
  "lib/serve/tls_door.ts",
  "lib/serve/tls_tunnel.ts",
  "lib/serve/tokens.ts",
  "lib/settings/password_file.ts",
  "lib/settings/settings_file.ts",
  ..."entry_table history open_file password_table retention sanction_table schema stream_table write_ahead_log write_lock"
    .split(" ")
    .map((name) => `lib/store/${name}.ts`),
  ..."about page sound_switch tab_storage twin_tabs web_socket_transport".split(" ").map((name) =>
    `lib/web/${name}.ts`
  ),
  ..."made_up spake2 verifier".split(" ").map((name) => `lib/password/${name}.ts`),
  "lib/tls/certificate.ts",
  "lib/tls/certificate_file.ts",
  ..."keyboard print_error question stop_signals system tty".split(" ").map((name) =>
    `lib/term/${name}.ts`
  ),
];
