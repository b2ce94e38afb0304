/** Sentences about chats that are found on the network; in English. */

import type { DiscoveryTexts } from "../pt_br/discovery.ts";

/** The sentences about chats that are found, by their keys. */
export const discovery: DiscoveryTexts = {
  searching: "Looking for chats on the network…",
  foundPeople: (count) => count === 1 ? "1 person" : `${count} people`,
  foundPassword: "with a password",
  foundOffer: (name, count) =>
    count === 1
      ? `Press only Enter to join ${name}.`
      : `Press only Enter to join ${name}, or type the number of another one.`,
  foundNumbers: "To join one of these, type its number.",
  askRoom: "Number, or address of the server: ",
  noneFound:
    "No chat was found on the network. Check that the server is open, and the VPN switched " +
    "on at both computers. Some VPNs do not let anybody search: ask whoever opened the chat for " +
    "the address, and type for example chat join 26.253.198.232",
};
