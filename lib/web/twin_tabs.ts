/**
 * Twin tabs: a browser that duplicates a tab copies its storage, and with it the token of its session.
 * The copy asks whether another tab has the token: two tabs are two people. [edge]
 */

const CHANNEL = "chat.tokens";
/** A tab of the same browser answers sooner. */
const ANSWER_MS = 300;

/** What tabs say to each other. */
interface TabMessage {
  type: "asked" | "taken";
  token: string;
}

/**
 * Whether another tab has this token.
 *
 * @returns After an answer, or when there is none within 300 ms.
 */
export async function isTakenByTwin(token: string): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.type === "taken" && data.token === token) resolve(true);
  };
  channel.postMessage({ type: "asked", token } satisfies TabMessage);
  setTimeout(() => resolve(false), ANSWER_MS);
  return await promise.finally(() => channel.close());
}

/** Answers the twins of this tab from now on. */
export function answerTwins(token: () => string | undefined): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.type === "asked" && data.token === token()) {
      channel.postMessage({ type: "taken", token: data.token } satisfies TabMessage);
    }
  };
}
