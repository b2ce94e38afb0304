/** Sentences about chats that are found on the network; in Brazilian Portuguese. */

/** The sentences about chats that are found, by their keys. */
export const discovery = {
  searching: "Procurando chats na rede…",
  foundPeople: (count: number): string => count === 1 ? "1 pessoa" : `${count} pessoas`,
  foundPassword: "com senha",
  foundOffer: (name: string, count: number): string =>
    count === 1
      ? `Aperte só Enter para entrar em ${name}.`
      : `Aperte só Enter para entrar em ${name}, ou digite o número de outro.`,
  foundNumbers: "Para entrar em um destes, digite o número.",
  askRoom: "Número ou endereço do servidor: ",
  noneFound:
    "Nenhum chat foi encontrado na rede. Confira se o servidor está aberto e se a VPN está " +
    "ligada nos dois computadores. Algumas VPNs não deixam procurar: peça o endereço a quem abriu " +
    "o chat e digite, por exemplo, chat join 26.253.198.232",
};

/** What each language has to say about chats that are found. */
export type DiscoveryTexts = typeof discovery;
