/** Names that are asked for by connections of several addresses. */

import type { Peer } from "./peer.ts";
import type { PeerConnection, TestRoom } from "./test_room.ts";

/** The address of the person who comes back. */
export const HOME = "26.1.1.1";
/** Another address. */
export const ELSEWHERE = "26.2.2.2";
/** What the operator reads when Ana has taken her name back. */
export const BACK =
  `Ana voltou do mesmo endereço, ${HOME}, e retomou o nome: a outra conexão tinha caído.`;

/** A `hello` of a structured client. */
export const hello = (name: string, fields: Record<string, unknown> = {}) => ({
  type: "hello",
  version: 1,
  name,
  ...fields,
});

/** The types of the events that a client received. */
export const typesOf = ({ events }: Peer): unknown[] => events.map(({ type }) => type);

/** Cuts a connection, as a crash does. */
export async function cut({ peer, closed }: PeerConnection): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await closed;
}

/** Asks for a name. */
export async function ask(
  room: TestRoom,
  name: string,
  hostname: string,
  fields: Record<string, unknown> = {},
): Promise<PeerConnection> {
  const connected = room.connect({ hostname });
  await connected.peer.sendJson(hello(name, fields));
  return connected;
}

/** What a name is refused with. */
export async function refusal({ peer }: PeerConnection): Promise<unknown[]> {
  const { code, value, text } = await peer.receivesEvent("refused");
  return [code, value, text];
}
