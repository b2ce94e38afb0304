import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { classifyDialError, connect, connectTls, isUnknownHost } from "../../lib/net/dialer.ts";
import { DialTimeout } from "../../lib/net/link.ts";

const pure = { permissions: "none" } as const;
const { errors } = Deno;

/** What the system says when a name is not found: on Linux, and on Windows. */
const UNKNOWN_HOSTS = [
  "failed to lookup address information: Name or service not known",
  ...[11001, 11002, 11003, 11004].map((number) => `No such host is known. (os error ${number})`),
];

Deno.test(
  "classifyDialError() tells failures apart by their class, whatever the text",
  pure,
  () => {
    assertEquals(classifyDialError(new errors.ConnectionRefused("a")), "refused");
    assertEquals(classifyDialError(new errors.TimedOut("a")), "timed-out");
    assertEquals(classifyDialError(new DialTimeout()), "timed-out");
    assertEquals(classifyDialError(new errors.NetworkUnreachable("a")), "unreachable");
    assertEquals(classifyDialError(new errors.PermissionDenied("a")), "forbidden");
  },
);

Deno.test("classifyDialError() goes by the code where there is no class", pure, () => {
  for (const code of ["EHOSTUNREACH", "ENETUNREACH"]) {
    assertEquals(classifyDialError(Object.assign(new Error("a"), { code })), "unreachable", code);
  }
  assertEquals(classifyDialError(Object.assign(new Error("a"), { code: "EINVAL" })), "other");
});

/** The error of a host that cannot be one, from the system itself. */
function listenError(host: string): unknown {
  try {
    Deno.listen({ hostname: host, port: 0 }).close();
  } catch (error) {
    return error;
  }
}

Deno.test("classifyDialError() tells a name that is not found from any other error", pure, () => {
  for (const text of UNKNOWN_HOSTS) {
    assertEquals(classifyDialError(new Error(text)), "unknown-host", text);
    assertStrictEquals(isUnknownHost(new Error(text)), true, text);
  }
  for (const host of ["José", "a..b", "ｌｏｃａｌｈｏｓｔ", "a b", "x".repeat(300)]) {
    assertStrictEquals(isUnknownHost(listenError(host)), true, host);
    assertEquals(classifyDialError(listenError(host)), "unknown-host", host);
  }
  for (const error of [new Error("os error 11005"), new errors.AddrInUse("a"), "a", undefined]) {
    assertEquals(classifyDialError(error), "other");
    assertStrictEquals(isUnknownHost(error), false);
  }
});

Deno.test("connect() sends small messages at once, and lets the system look after a silent peer", async () => {
  const set: string[] = [];
  const original = Deno.connect;
  const fake = (options: Deno.ConnectOptions) => {
    set.push(`${options.hostname}:${options.port}`);
    return Promise.resolve({
      setNoDelay: (on: boolean) => set.push(`no delay ${on}`),
      setKeepAlive: (on: boolean) => set.push(`keep alive ${on}`),
    });
  };
  try {
    Deno.connect = fake as unknown as typeof Deno.connect;
    await connect({ host: "26.0.0.1", port: 9999 });
  } finally {
    Deno.connect = original;
  }
  assertEquals(set, ["26.0.0.1:9999", "no delay true", "keep alive true"]);
});

Deno.test("connect() fails with an error that classifyDialError() knows", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const error = await assertRejects(() => connect({ host: "127.0.0.1", port }));
  assertEquals(classifyDialError(error), "refused");
});

Deno.test("connectTls() that is aborted waits no longer for a server that does not answer", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const abort = new AbortController();
  const { port } = listener.addr;
  const trust = { hostname: "chat.invalid", caCerts: [""] as [string] };
  const dialed = connectTls({ host: "127.0.0.1", port }, trust, abort.signal);
  using conn = await accepted;
  const buffer = new Uint8Array(4096);
  await conn.read(buffer);
  abort.abort();
  await assertRejects(() => dialed, DialTimeout);
});
