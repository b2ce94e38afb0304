/** Sentences around a conversation: doctor, menu, help, command line; in Brazilian Portuguese. */

/** The sentences about doctor, menu, help and command line, by their keys. */
export const program = {
  // chat doctor.
  doctor: {
    adapters: "Endereços deste computador:",
    noAdapters: "Este computador não está em nenhuma rede. Ligue a VPN.",
    window: (columns: number, rows: number, isColored: boolean): string =>
      `Terminal: ${columns} x ${rows}, ${isColored ? "com cores" : "sem cores"}.`,
    noWindow: "Terminal: nenhum (a saída vai para um arquivo ou outro programa).",
    sample: "Acentos e emoji: se aparecer “ação, coração 👋”, está tudo certo.",
    resolved: (host: string, address: string): string => `O endereço de ${host} é ${address}.`,
    failed: (reason: string): string => `Não foi possível conectar: ${reason}`,
    foreign: (host: string, port: number): string =>
      `${host}:${port} responde, mas não é um servidor deste chat. Confira o endereço e a porta; ` +
      `se for um servidor do programa antigo, digite chat join ${host}:${port} --plain`,
    chat: (host: string, port: number, version?: number): string =>
      `${host}:${port} é um servidor deste chat${
        version === undefined ? "" : `, versão ${version}`
      }.`,
    roundTrip: (ms: number): string => `Ida e volta: ${ms} ms.`,
    encrypted: "Cifrado: quem entra com este programa (chat join) e por https:// no navegador.",
    notEncrypted:
      "Não cifrado: a página por http://, e programas que só enviam texto, como o antigo.",
    password:
      "O chat tem senha: quem entra precisa dela, e de uma conexão cifrada, a não ser que o " +
      "anfitrião permita outra.",
    noEncryption: "Nada é cifrado: o servidor é de uma versão antiga deste programa.",
    encryptionFails:
      "A conexão cifrada não funciona: confira se a data dos dois computadores está " +
      "certa; se estiver, pode haver alguém no meio.",
    clocksAgree: "Os relógios estão certos entre si.",
    clockOff: (seconds: number): string =>
      `O relógio do servidor está ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "adiantado" : "atrasado"}: acerte a hora dos dois computadores.`,
    firewall: "Se os outros não conseguem entrar, libere a porta no firewall deste computador. " +
      "Abra o Prompt de Comando como administrador e digite estas linhas, nesta ordem:",
    blockRule: "A primeira apaga o bloqueio que o Windows cria quando alguém responde Cancelar à " +
      "pergunta dele. Se ela disser que nenhuma regra corresponde, não havia bloqueio. " +
      "Um bloqueio vale mais que uma permissão: só as outras duas não bastam. " +
      "A terceira é para quem procura chats na rede, sem digitar o endereço.",
    askThere: (port: number): string =>
      `No computador do servidor, chat doctor --port ${port} mostra como liberar o firewall.`,
    cannotSearch: "Este sistema não deixa procurar chats na rede: digite o endereço.",
    searched: (adapter: string, rooms: string): string =>
      `Procura na rede por ${adapter}: ${rooms || "nenhum chat respondeu"}.`,
    notFound: (host: string): string =>
      `${host} não respondeu à procura: a VPN não a leva, o firewall de lá não libera UDP, ou o ` +
      "servidor não responde a ela (--hidden). Digitar o endereço funciona do mesmo jeito.",
    fine: "Tudo certo: dá para conversar.",
    notFine: "Ainda não dá para conversar.",
  },

  // The menu: the program without a command, as when its file is double-clicked.
  menu: {
    choice: "Digite o endereço do servidor, ou só Enter para abrir um chat neste computador.",
    offer: (address: string, name: string): string =>
      `Aperte só Enter para entrar em ${address}${name === "" ? "" : ` como ${name}`}.\n` +
      "Para abrir um chat neste computador, digite abrir.",
    openInstead: "Para abrir um chat neste computador, digite abrir.",
    retry: (address: string): string =>
      `Aperte só Enter para tentar de novo em ${address}.\n` +
      "Para abrir um chat neste computador, digite abrir.",
    ask: "Endereço do servidor: ",
    remember: "Lembrar o endereço e o seu nome neste computador? (s/N) ",
    alreadyOpen: "Já há um chat aberto neste computador: entrar nele? (S/n) ",
    yesOrNo: "Responda s (sim) ou n (não).",
    filesFirst: "Isso usa um arquivo: feche o programa, abra de novo e digite isso primeiro.",
    close: "Pressione Enter para fechar.",
  },

  // What is remembered on this computer.
  memory: {
    remembered: (path: string): string =>
      `O endereço e o nome ficam em ${path}. Para apagar: chat forget`,
    forgotten: (path: string): string => `Apagado: ${path}. Nada mais é lembrado.`,
    nothing: "Não há endereço nem nome guardados neste computador.",
    damaged: (path: string): string =>
      `O arquivo ${path} está danificado e não foi usado. Para apagar: chat forget`,
    unreadable: (path: string, detail: string): string =>
      `Não foi possível ler o arquivo ${path}: ${detail}`,
    unwritable: (path: string, detail: string): string =>
      `O endereço e o nome não foram guardados: não foi possível gravar ${path}: ${detail}`,
    undeletable: (path: string, detail: string): string =>
      `Não foi possível apagar ${path}: ${detail}`,
    noPlace: "O endereço e o nome não foram guardados: este sistema não diz onde guardar.",
  },

  // The command line.
  usage: {
    serve: "chat serve [opções]",
    join: "chat join [ENDEREÇO[:PORTA]] [opções]",
    find: "chat find [opções]",
    doctor: "chat doctor [ENDEREÇO[:PORTA]] [opções]",
    forget: "chat forget [opções]",
  },
  usageTitle: "Uso:",
  optionsTitle: "Opções:",
  aboutChat: "chat: conversa em grupo na rede local ou na VPN",
  aboutServe: "abre o chat neste computador",
  aboutJoin: "entra no chat de outro computador",
  aboutFind: "mostra os chats que há na rede",
  aboutDoctor: "mostra por que o chat não funciona",
  aboutForget: "apaga o endereço e o nome guardados neste computador",
  moreHelp: "Mais ajuda: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "em qual endereço deste computador atender",
    port: "a porta TCP",
    room: "o nome do chat para quem procura na rede; senão, o do computador",
    channel: "o canal de quem entra com um cliente IRC",
    hidden: "não responde a quem procura chats na rede",
    mdns: "também por DNS-SD, para avahi-browse e outros programas",
    "find-port": "em qual porta procurar",
    json: "para programas: uma lista em JSON",
    grace: "segundos para voltar depois de perder a conexão",
    history: "em qual arquivo gravar a conversa; senão, não é gravada",
    keep: "quantos dias guardar as mensagens; senão, para sempre",
    password: "o chat tem senha: pergunta por ela; só Enter inventa uma",
    "password-file": "em qual arquivo está a senha, na primeira linha",
    "join-password-file": "em qual arquivo está a senha; senão, o chat pergunta",
    "password-plain": "aceita a senha sem cifra: quem está na rede pode lê-la",
    nats: "os nós do NATS: vários servidores abrem juntos um chat só",
    "nats-creds": "em qual arquivo estão as credenciais do NATS",
    "nats-ca": "em qual arquivo está a autoridade do certificado do NATS",
    at: "com --nats: onde as pessoas alcançam este servidor, como 26.1.2.3",
    "no-page": "sem a página para navegadores",
    "no-qr": "sem o código QR da página",
    "host-name": "mais um nome de DNS em que a página pode ser aberta",
    offer: "mais um arquivo que a página oferece para baixar",
    "serve-name": "o seu nome: você também participa, nesta janela",
    "show-private": "com --name: mostra ao anfitrião o texto das mensagens privadas",
    "hide-private": "esconde na tela o texto privado e o que foi digitado errado",
    "max-people": "máximo de pessoas",
    "max-per-address": "máximo de pessoas no mesmo endereço; 0: sem limite",
    rate: "mensagens por segundo e por pessoa; 0: sem limite",
    recent: "quantas mensagens recentes mostrar a quem entra",
    lang: "o idioma: pt-BR ou en",
    name: "o seu nome; senão, o chat pergunta",
    log: "em qual arquivo acrescentar a conversa, como texto",
    plain: "entra em um servidor do programa antigo",
    "no-reconnect": "não reconecta se a conexão cair",
    remember: "guarda o endereço e o seu nome neste computador",
    quiet: "sem avisos sonoros",
    "no-color": "sem cores",
    simple: "só acrescenta linhas, para leitores de tela",
    help: "mostra esta ajuda",
    version: "mostra a versão",
  },
  passwordTyped: "A senha não se escreve na linha de comando, onde outros a leem. " +
    "Use só --password, que pergunta por ela, --password-file ou CHAT_PASSWORD.",
  namePlaceholder: "NOME",
  addressPlaceholder: "ENDEREÇO",
  filePlaceholder: "ARQUIVO",
  byDefault: (value: string): string => `[${value}]`,
  badCommand: (given: string): string =>
    `O comando "${given}" não existe; use serve, join, find, doctor ou forget.`,
  badOption: (option: string): string => `A opção ${option} não existe.`,
  badValue: (option: string, value: string, allowed: string): string =>
    `${option}: "${value}" não é um valor válido; use ${allowed}.`,
  needsOption: (option: string, other: string): string => `${option} só funciona com ${other}.`,
  contradiction: (option: string, other: string): string => `${option} e ${other} se contradizem.`,
  missingValue: (option: string, allowed: string): string =>
    `${option} precisa de um valor: ${allowed}.`,
  labels: { host: "Endereço", port: "Porta" },
  missingHost: "Falta o endereço do servidor.",
  tooMany: (value: string): string => `Argumento a mais: "${value}".`,
  allowed: {
    integer: (from: number, to: number): string => `um número inteiro de ${from} a ${to}`,
    address: "um nome ou endereço, como 26.253.198.232 ou ::1",
    nats: "um ou mais endereços do NATS, como nats://10.0.0.1:4222,nats://10.0.0.2:4222",
    publicAddress: "um nome ou endereço, com ou sem porta, como 26.253.198.232:9999",
    dnsName: "de 1 a 253 letras sem acento, números, '-' ou '.', como chat.local",
    room: "de 1 a 64 letras, números e outros sinais, com uma letra ou um número",
    channel: "# e de 1 a 31 letras, números, '_', '-' ou '.', como #chat",
    name: "de 1 a 32 letras, números, '_', '-' ou '.', com uma letra ou um número",
    lang: "pt-BR ou en",
    file: "o caminho de um arquivo, como chat.db",
    once: "a opção só uma vez",
    nothing: "a opção sem valor",
  },
};

/** What each language has to say about doctor, menu, help and command line. */
export type ProgramTexts = typeof program;
