/**
 * The secure dialer: connects to a server, asks whether it has TLS, and connects again with TLS if so,
 * trusting the certificate that the server told: it and the authorities of this computer, which are not
 * asked to vouch for this name. Without a password this keeps out who only
 * listens; somebody in the middle could tell a certificate of their own. A server without TLS is spoken
 * to in plain, but never once a connection of the same conversation was encrypted, and never with a
 * password: that is proved first, and shows who is in the middle.
 */

import { DialError } from "../net/dial_error.ts";
import { DIAL_TIMEOUT_MS, DialTimeout, type Transport } from "../net/link.ts";
import type { Trust } from "../net/dialer.ts";
import { type Answer, ask, type AskRuntime } from "./ask.ts";
import { fingerprintOf } from "../tls/certificate.ts";
import { decodeBase64 } from "../tls/pem.ts";
import { EventReader } from "./event_reader.ts";
import { NAMELESS, sendCommand } from "./send_command.ts";
import { trustOf } from "./trust.ts";

/** The network of a dialer. */
export interface DialerOptions extends AskRuntime {
  /** Connects to the server. */
  connect: () => Promise<Transport>;
  /** Connects to the server with TLS; an aborted one is closed. */
  connectTls: (trust: Trust, signal: AbortSignal) => Promise<Transport>;
  /** Wall-clock time, in ms since 1970. */
  date: () => number;
  /**
   * The SHA-256 of the certificate that the server must have, in hexadecimal digits; undefined when any
   * will do. @default {any will do}
   */
  expected?: () => string | undefined;
}

/** The most time that the steps of one dial take together. */
export const SECURE_DIAL_TIMEOUT_MS = 4 * DIAL_TIMEOUT_MS;

/** After these a server that was joined before is not tried again. */
const FINAL: readonly string[] = ["password", "wrong-password", "no-password"];

/** A certificate is valid from the day before it was made: a clock may be wrong by less. */
const MAX_CLOCK_DIFFERENCE_MS = 24 * 3600_000;

/** The dialer of one conversation. */
export class SecureDialer {
  readonly #options: DialerOptions;
  readonly #refused = new AbortController();
  #isEncrypted = false;
  #password: string | undefined;
  /** What the password became with a salt. */
  #stretched?: { salt: string; password: Promise<bigint> } | undefined;
  #hasSession = false;
  /** The certificate of the last connection. */
  #lastCertificate: string | undefined;

  /**
   * Connects to nothing yet.
   *
   * @param options The network.
   */
  constructor(options: DialerOptions) {
    this.#options = options;
  }

  /** Aborts when a server that was joined before refuses the password. */
  get refused(): AbortSignal {
    return this.#refused.signal;
  }

  /** By which a server in this process knows its host. @default {it is another's server} */
  hostSecret: string | undefined;

  /** The password that is proved to the server; undefined for none. */
  set password(password: string | undefined) {
    this.#password = password;
    this.#stretched = undefined;
    this.#lastCertificate = undefined;
  }

  /**
   * The person is in, and has a token: the same server needs no password any more, and may have
   * another one by now.
   */
  onJoined(): void {
    this.#hasSession = true;
  }

  /** The SHA-256 of the certificate of the last connection, in hexadecimal digits; undefined without. */
  get certificate(): Promise<string> | undefined {
    const certificate = this.#lastCertificate;
    return certificate === undefined ? undefined : hashOf(certificate);
  }

  /** Whether the conversation is encrypted; false until it is known. */
  get isEncrypted(): boolean {
    return this.#isEncrypted;
  }

  /**
   * Connects, with TLS if the server has it.
   *
   * @param signal Aborts the dial.
   * @throws {DialError} When the server is not ours, or cannot be trusted.
   * @throws {DialTimeout} When one of the steps takes longer than a dial may.
   * @throws The error of the system.
   */
  async dial(signal: AbortSignal): Promise<Transport> {
    const steps = new Steps(signal, this.#options.sleep);
    try {
      const plain = await steps.connect(() => this.#options.connect());
      const answer = await steps.within(ask(plain, this.#options)).catch((error) => {
        throw error instanceof DialTimeout ? new DialError("not-ours") : error;
      });
      const { certificate, salt } = answer.type === "pong" ? answer.pong : {};
      await this.#checkExpected(certificate);
      if (certificate === undefined) return steps.keep(this.#plain(plain, answer));
      steps.close(plain);
      // A token leads back to the server that the person was in, whatever its password is by now.
      const isBack = this.#hasSession && certificate === this.#lastCertificate;
      const isProved = isBack || this.hostSecret !== undefined;
      if (salt === undefined && this.#password !== undefined && !isProved) {
        throw new DialError("no-password");
      }
      const encrypted = await this.#connectTls(certificate, answer, steps);
      if (this.hostSecret !== undefined) {
        await this.#sayHostSecret(encrypted, this.hostSecret, steps);
      } else if (salt !== undefined && !isBack) {
        await this.#prove(encrypted, { certificate, salt }, steps);
      }
      this.#lastCertificate = certificate;
      this.#isEncrypted = true;
      return steps.keep(encrypted);
    } catch (error) {
      const isFinal = error instanceof DialError && FINAL.includes(error.failure);
      if (isFinal && this.#isEncrypted) this.#refused.abort(error);
      throw error;
    } finally {
      steps.end();
    }
  }

  /** Who was found on the network is who answered there, and nobody else. */
  async #checkExpected(certificate: string | undefined): Promise<void> {
    const expected = this.#options.expected?.();
    if (expected === undefined) return;
    if (await hashOf(certificate ?? "") !== expected) throw new DialError("other-certificate");
  }

  /** Tells the server in this process that this is its host. */
  async #sayHostSecret(transport: Transport, share: string, steps: Steps): Promise<void> {
    const { sleep } = this.#options;
    await sendCommand(transport, { ...NAMELESS, share }, sleep);
    await steps.within(new EventReader(transport).next("refused"));
  }

  /** Proves the password. */
  async #prove(
    transport: Transport,
    { certificate, salt }: { certificate: string; salt: string },
    steps: Steps,
  ): Promise<void> {
    const typed = this.#password;
    if (typed === undefined) throw new DialError("password");
    const { prove, stretchFor } = await import("./password.ts");
    if (this.#stretched?.salt !== salt) {
      this.#stretched = { salt, password: stretchFor(typed, salt) };
    }
    const password = await this.#stretched!.password;
    const fingerprint = await fingerprintOf(decodeBase64(certificate) ?? new Uint8Array());
    const { sleep } = this.#options;
    await steps.within(prove(transport, { password, fingerprint, sleep }));
  }

  /** The connection to a server without TLS, or to another program: it is read from its beginning. */
  #plain(plain: Transport, answer: Answer): Transport {
    if (this.#isEncrypted) throw new DialError("not-encrypted");
    if (this.#password !== undefined) throw new DialError("no-password");
    return answer.type === "foreign" ? new Replayed(plain, answer.received) : plain;
  }

  async #connectTls(
    certificate: string,
    answer: Answer,
    steps: Steps,
  ): Promise<Transport> {
    try {
      return await steps.connect((signal) =>
        this.#options.connectTls(trustOf(certificate), signal)
      );
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      const { clock } = answer.type === "pong" ? answer.pong : {};
      const differenceMs = clock === undefined ? 0 : clock - this.#options.date();
      if (Math.abs(differenceMs) < MAX_CLOCK_DIFFERENCE_MS) throw error;
      throw new DialError("clock", String(Math.round(differenceMs / 1000)), error);
    }
  }
}

/** The SHA-256 of a certificate in base64, in hexadecimal digits. */
async function hashOf(certificate: string): Promise<string> {
  const der = decodeBase64(certificate) ?? new Uint8Array();
  return (await fingerprintOf(der)).toHex();
}

/** The steps of one dial: each has the time of a dial, and an abort closes what is open. */
class Steps {
  readonly #signal: AbortSignal;
  readonly #sleep: AskRuntime["sleep"];
  readonly #onAbort = () => this.#close();
  readonly #open = new Set<Transport>();

  constructor(signal: AbortSignal, sleep: AskRuntime["sleep"]) {
    this.#signal = signal;
    this.#sleep = sleep;
    signal.addEventListener("abort", this.#onAbort);
  }

  /** Waits for a connection, which is closed at the end unless it is kept. */
  async connect(start: (signal: AbortSignal) => Promise<Transport>): Promise<Transport> {
    const given = new AbortController();
    const connecting = start(given.signal);
    const transport = await this.within(connecting).catch((error) => {
      connecting.then((late) => late.close(), () => {});
      given.abort();
      throw error;
    });
    this.#open.add(transport);
    return transport;
  }

  /** Waits for a step. */
  async within<T>(step: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const signal = AbortSignal.any([timer.signal, this.#signal]);
    const timeUp = this.#sleep(DIAL_TIMEOUT_MS, signal).then(() => {
      throw new DialTimeout("no answer");
    });
    return await Promise.race([step, timeUp]).finally(() => {
      timeUp.catch(() => {});
      timer.abort();
    });
  }

  /** Closes a connection that is not needed any more. */
  close(transport: Transport): void {
    this.#open.delete(transport);
    transport.close();
  }

  /** This connection stays open. */
  keep(transport: Transport): Transport {
    this.#open.clear();
    return transport;
  }

  /** Closes what is not kept. */
  end(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#close();
  }

  #close(): void {
    for (const transport of this.#open) transport.close();
    this.#open.clear();
  }
}

/** A connection whose first bytes were read, and are read again. */
class Replayed implements Transport {
  readonly #transport: Transport;
  #received: Uint8Array;

  constructor(transport: Transport, received: Uint8Array) {
    this.#transport = transport;
    this.#received = received;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#received.length === 0) return await this.#transport.read(buffer);
    const bytes = this.#received.subarray(0, buffer.length);
    buffer.set(bytes);
    this.#received = this.#received.subarray(bytes.length);
    return bytes.length;
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.#transport.write(bytes);
  }

  close(): void {
    this.#transport.close();
  }
}
