import { assertEquals, assertRejects } from "@std/assert";
import { SecureDialer } from "../../lib/dial/secure_dialer.ts";
import { DialError } from "../../lib/net/dial_error.ts";
import type { Trust } from "../../lib/net/dialer.ts";
import { DIAL_TIMEOUT_MS, DialTimeout, type Transport } from "../../lib/net/link.ts";
import { encodePem } from "../../lib/tls/pem.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { FakeTransport } from "../support/link_fixture.ts";

const pure = { permissions: "none" } as const;
const CERTIFICATE = btoa("a certificate");
const PEM = encodePem("CERTIFICATE", new TextEncoder().encode("a certificate"));
const DAY_MS = 24 * 3600_000;

/** A server in memory, and a dialer to it. */
class Fixture {
  readonly clock = new FakeClock();
  /** The plain connections, and those with TLS, in order. */
  readonly plain: FakeTransport[] = [];
  readonly encrypted: FakeTransport[] = [];
  readonly trusts: Trust[] = [];
  readonly signals: AbortSignal[] = [];
  /** What the next connections with TLS are: connections, an error, or nothing. */
  tls: Error | "silent" | undefined;
  /** The certificate that the server must have. */
  expected: string | undefined;
  readonly dialer = new SecureDialer({
    ...this.clock,
    expected: () => this.expected,
    date: this.clock.date,
    connect: () => {
      this.plain.push(new FakeTransport());
      return Promise.resolve(this.plain.at(-1)!);
    },
    connectTls: (trust, signal) => {
      this.trusts.push(trust);
      this.signals.push(signal);
      if (this.tls === "silent") return new Promise(() => {});
      if (this.tls) return Promise.reject(this.tls);
      this.encrypted.push(new FakeTransport());
      return Promise.resolve(this.encrypted.at(-1)!);
    },
  });

  /** Dials a server that answers the ping with these bytes. */
  async dial(answer: string, signal = new AbortController().signal): Promise<Transport> {
    const dialed = this.dialer.dial(signal);
    dialed.catch(() => {});
    await this.answer(answer);
    return await dialed;
  }

  /** Takes the ping of the newest plain connection, and answers it. */
  async answer(answer: string | null): Promise<void> {
    await this.clock.advance(0);
    const { text, take } = await this.plain.at(-1)!.writes.next();
    assertEquals(text, '{"type":"ping"}\n');
    take(text.length);
    this.plain.at(-1)!.deliver(answer);
  }
}

async function textOf(transport: Transport): Promise<string> {
  const buffer = new Uint8Array(8);
  const length = await transport.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, length!));
}

const pong = (fields: object) => `${JSON.stringify({ type: "pong", version: 1, ...fields })}\n`;

Deno.test("SecureDialer trusts exactly the certificate that the server told", pure, async () => {
  const fixture = new Fixture();
  assertEquals(fixture.dialer.isEncrypted, false);
  const transport = await fixture.dial(pong({ certificate: CERTIFICATE }));
  assertEquals(transport, fixture.encrypted[0]);
  assertEquals(fixture.trusts, [{ hostname: "chat.invalid", caCerts: [PEM] }]);
  assertEquals([fixture.plain[0]!.isClosed, fixture.encrypted[0]!.isClosed], [true, false]);
  assertEquals([fixture.dialer.isEncrypted, fixture.clock.pending], [true, 0]);
});

Deno.test(
  "SecureDialer speaks in plain to a server without TLS, over the same connection",
  pure,
  async () => {
    const fixture = new Fixture();
    const transport = await fixture.dial(pong({}));
    assertEquals([transport, fixture.plain.length, fixture.trusts], [fixture.plain[0], 1, []]);
    assertEquals([fixture.dialer.isEncrypted, fixture.plain[0]!.isClosed], [false, false]);
  },
);

Deno.test("SecureDialer never speaks in plain after it was encrypted", pure, async () => {
  const fixture = new Fixture();
  await fixture.dial(pong({ certificate: CERTIFICATE }));
  for (const answer of [pong({}), "SSH-2.0-OpenSSH\r\n"]) {
    const error = await assertRejects(() => fixture.dial(answer), DialError);
    assertEquals(error.failure, "not-encrypted");
    assertEquals(fixture.plain.at(-1)!.isClosed, true);
  }
  assertEquals(fixture.dialer.isEncrypted, true);
  await fixture.dial(pong({ certificate: btoa("another") }));
  assertEquals(fixture.encrypted.length, 2);
});

Deno.test(
  "SecureDialer leaves the first bytes of another program to who reads them",
  pure,
  async () => {
    const fixture = new Fixture();
    const transport = await fixture.dial("SSH-2.0-OpenSSH\r\n");
    assertEquals(await textOf(transport), "SSH-2.0-");
    assertEquals(await textOf(transport), "OpenSSH\r");
    assertEquals(await textOf(transport), "\n");
    fixture.plain[0]!.deliver("mais");
    assertEquals(await textOf(transport), "mais");
    const written = transport.write(Uint8Array.of(65));
    const { text, take } = await fixture.plain[0]!.writes.next();
    take(1);
    assertEquals([await written, text], [1, "A"]);
    transport.close();
    assertEquals(fixture.plain[0]!.isClosed, true);
  },
);

Deno.test(
  "SecureDialer takes a server that sends much and no pong for another program",
  pure,
  async () => {
    const fixture = new Fixture();
    const dialed = fixture.dialer.dial(new AbortController().signal);
    await fixture.answer("");
    for (let sent = 0; sent <= 64 * 1024; sent += 3900) {
      fixture.plain[0]!.deliver(`{"type":"notice","text":"${"a".repeat(3874)}"}\n`);
    }
    assertEquals(await textOf(await dialed), '{"type":');
  },
);

Deno.test(
  "SecureDialer reports a server that says nothing for 10 s after the connection",
  pure,
  async () => {
    const fixture = new Fixture();
    const dialed = fixture.dialer.dial(new AbortController().signal);
    dialed.catch(() => {});
    await fixture.clock.advance(DIAL_TIMEOUT_MS - 1);
    assertEquals(fixture.plain[0]!.isClosed, false);
    await fixture.clock.advance(1);
    const error = await assertRejects(() => dialed, DialError);
    assertEquals([error.failure, fixture.plain[0]!.isClosed], ["not-ours", true]);
  },
);

Deno.test(
  "SecureDialer gives each connection 10 s, and closes one that comes later",
  pure,
  async () => {
    const clock = new FakeClock();
    const late = Promise.withResolvers<Transport>();
    const dialer = new SecureDialer({
      ...clock,
      date: clock.date,
      connect: () => late.promise,
      connectTls: () => late.promise,
    });
    const dialed = dialer.dial(new AbortController().signal);
    dialed.catch(() => {});
    await clock.advance(DIAL_TIMEOUT_MS);
    await assertRejects(() => dialed, DialTimeout);
    const transport = new FakeTransport();
    late.resolve(transport);
    await clock.advance(0);
    assertEquals([transport.isClosed, clock.pending], [true, 0]);
  },
);

Deno.test("SecureDialer ends a TLS handshake that takes 10 s, and no other", pure, async () => {
  const fixture = new Fixture();
  await fixture.dial(pong({ certificate: CERTIFICATE }));
  fixture.tls = "silent";
  const dialed = fixture.dial(pong({ certificate: CERTIFICATE }));
  dialed.catch(() => {});
  await fixture.clock.advance(DIAL_TIMEOUT_MS);
  await assertRejects(() => dialed, DialTimeout);
  assertEquals(fixture.signals.map(({ aborted }) => aborted), [false, true]);
});

Deno.test("SecureDialer.dial() that is aborted closes what is open", pure, async () => {
  const fixture = new Fixture();
  const abort = new AbortController();
  const dialed = fixture.dialer.dial(abort.signal);
  dialed.catch(() => {});
  await fixture.clock.advance(0);
  abort.abort();
  await assertRejects(() => dialed);
  assertEquals(fixture.plain[0]!.isClosed, true);
  // The connection that a dial returned is not the dialer's any more.
  const later = new AbortController();
  const transport = await fixture.dial(pong({}), later.signal);
  later.abort();
  assertEquals([transport, fixture.plain[1]!.isClosed], [fixture.plain[1], false]);
});

Deno.test("SecureDialer.dial() that is aborted waits for no write", pure, async () => {
  const fixture = new Fixture();
  fixture.dialer.hostSecret = "AAAA";
  const abort = new AbortController();
  const dialed = fixture.dial(pong({ certificate: CERTIFICATE }), abort.signal);
  dialed.catch(() => {});
  await fixture.clock.advance(0);
  await fixture.encrypted[0]!.writes.next(); // The server does not take it.
  abort.abort();
  await assertRejects(() => dialed);
  assertEquals([fixture.encrypted[0]!.isClosed, fixture.clock.pending], [true, 0]);
});

Deno.test("SecureDialer waits 10 s for what its own server says to the secret", pure, async () => {
  const fixture = new Fixture();
  fixture.dialer.hostSecret = "AAAA";
  const dialed = fixture.dial(pong({ certificate: CERTIFICATE }));
  dialed.catch(() => {});
  await fixture.clock.advance(0);
  const { text, take } = await fixture.encrypted[0]!.writes.next();
  take(text.length);
  await fixture.clock.advance(DIAL_TIMEOUT_MS);
  await assertRejects(() => dialed, DialTimeout);
  assertEquals([fixture.encrypted[0]!.isClosed, fixture.clock.pending], [true, 0]);
});

Deno.test("SecureDialer does not give up a server that it only cannot reach", pure, async () => {
  const fixture = new Fixture();
  await fixture.dial(pong({ certificate: CERTIFICATE }));
  const again = () => fixture.dial(pong({ certificate: CERTIFICATE }));
  for (const error of [new Deno.errors.ConnectionReset("gone"), new DialError("tls", "expired")]) {
    fixture.tls = error;
    assertEquals(await assertRejects(again), error);
    assertEquals(fixture.dialer.refused.aborted, false);
  }
  fixture.tls = undefined;
  assertEquals(await again(), fixture.encrypted[1]);
});

Deno.test(
  "SecureDialer passes on why TLS failed, and blames a clock that is a day off",
  pure,
  async () => {
    const cases: [aheadMs: number | undefined, failure: string, message: string][] = [
      [undefined, "tls", "NotValidYet"],
      [0, "tls", "NotValidYet"],
      [DAY_MS - 1, "tls", "NotValidYet"],
      [DAY_MS, "clock", "86400"],
      [-3 * DAY_MS, "clock", "-259200"],
    ];
    for (const [aheadMs, failure, message] of cases) {
      const fixture = new Fixture();
      fixture.tls = new DialError("tls", "NotValidYet");
      const clock = aheadMs === undefined ? {} : { clock: fixture.clock.date() + 5 * DAY_MS };
      if (aheadMs !== undefined) fixture.clock.setDate(fixture.clock.date() + 5 * DAY_MS - aheadMs);
      const answer = pong({ certificate: CERTIFICATE, ...clock });
      const error = await assertRejects(() => fixture.dial(answer), DialError);
      assertEquals([error.failure, error.message], [failure, message]);
      assertEquals(fixture.dialer.isEncrypted, false);
    }
    const fixture = new Fixture();
    fixture.tls = new Deno.errors.ConnectionReset("gone");
    await assertRejects(
      () => fixture.dial(pong({ certificate: CERTIFICATE, clock: 5 * DAY_MS })),
      Deno.errors.ConnectionReset,
    );
  },
);

Deno.test("SecureDialer takes a found server for no other one", pure, async () => {
  const der = new TextEncoder().encode("a certificate");
  const right = new Uint8Array(await crypto.subtle.digest("SHA-256", der)).toHex();
  const pong = `{"type":"pong","version":1,"clock":1,"certificate":"${CERTIFICATE}"}\n`;
  const plainPong = '{"type":"pong","version":1,"clock":1}\n';
  for (
    const [expected, answer, isTaken] of [
      [right, pong, true],
      [undefined, pong, true],
      ["0".repeat(64), pong, false],
      [right, plainPong, false],
      [right, "220 ready\r\n", false],
    ] as const
  ) {
    const fixture = new Fixture();
    fixture.expected = expected;
    const dialed = fixture.dial(answer);
    if (isTaken) {
      await dialed;
      assertEquals(fixture.encrypted.length, 1);
    } else {
      const error = await assertRejects(() => dialed, DialError);
      assertEquals([error.failure, fixture.encrypted.length], ["other-certificate", 0]);
    }
  }
});
