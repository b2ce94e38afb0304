/** A client of Chromium's DevTools protocol, over the WebSocket of the whole browser. */

const TIMEOUT_MS = 30_000;

/** The parameters of a method or an event, or the result of a method. */
export type Fields = Record<string, unknown>;

interface Call {
  method: string;
  sessionId: string | undefined;
  resolve: (result: Fields) => void;
  reject: (error: Error) => void;
  timer: ReturnType<typeof setTimeout>;
}

interface Message {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: Fields;
  result?: Fields;
  error?: { message: string; data?: string };
}

/** A connection to a browser, with a session for each page. */
export class DevTools implements AsyncDisposable {
  /** The session of the browser itself. */
  readonly browser: Session = new Session(this, undefined);
  readonly #socket: WebSocket;
  readonly #calls = new Map<number, Call>();
  readonly #sessions = new Map<string | undefined, Session>([[undefined, this.browser]]);
  readonly #opened = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();
  #lastId = 0;

  private constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#opened.resolve();
    this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.#socket.onclose = () => {
      this.#opened.reject(new Error(`Cannot connect to the browser at "${url}"`));
      this.#rejectCalls(() => true, "the browser has ended");
      this.#closed.resolve();
    };
  }

  /**
   * Connects to a browser.
   *
   * @param url The address that the browser prints at its start.
   */
  static async connect(url: string): Promise<DevTools> {
    const devTools = new DevTools(url);
    await devTools.#opened.promise;
    return devTools;
  }

  /** Resolves when the connection has ended. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Attaches to a target, such as a page; returns the session with it. */
  async attach(targetId: string): Promise<Session> {
    const { sessionId } = await this.browser.call<{ sessionId: string }>(
      "Target.attachToTarget",
      { targetId, flatten: true },
    );
    const session = new Session(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  /** Calls a method in a session; the session does this for its user. */
  async send(method: string, params: Fields, sessionId: string | undefined): Promise<Fields> {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      throw callError(method, "the browser has ended");
    }
    if (!this.#sessions.has(sessionId)) throw callError(method, "the page is closed");
    const id = ++this.#lastId;
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#calls.delete(id);
        reject(callError(method, `the browser did not answer within ${TIMEOUT_MS / 1000} s`));
      }, TIMEOUT_MS);
      this.#calls.set(id, { method, sessionId, resolve, reject, timer });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  /** Closes the connection; the browser goes on. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.#closed.promise;
  }

  #take({ id, sessionId, method, params = {}, result = {}, error }: Message): void {
    if (id !== undefined) {
      const call = this.#calls.get(id);
      if (call === undefined) return; // It was given up.
      this.#calls.delete(id);
      clearTimeout(call.timer);
      if (error === undefined) return call.resolve(result);
      call.reject(callError(call.method, [error.message, error.data].filter(Boolean).join(": ")));
    } else if (method !== undefined) {
      if (method === "Target.detachedFromTarget") this.#detach(params.sessionId as string);
      this.#sessions.get(sessionId)?.emit(method, params);
    }
  }

  /** The browser does not answer the calls of a session that has ended. */
  #detach(sessionId: string): void {
    this.#sessions.delete(sessionId);
    this.#rejectCalls((call) => call.sessionId === sessionId, "the page is closed");
  }

  #rejectCalls(isRejected: (call: Call) => boolean, reason: string): void {
    for (const [id, call] of this.#calls) {
      if (!isRejected(call)) continue;
      this.#calls.delete(id);
      clearTimeout(call.timer);
      call.reject(callError(call.method, reason));
    }
  }
}

/** The conversation with one target: methods to it, and events from it. */
export class Session {
  readonly #devTools: DevTools;
  readonly #id: string | undefined;
  readonly #listeners = new Map<string, ((params: Fields) => void)[]>();

  /** A session of a connection; without an id, the one of the browser itself. */
  constructor(devTools: DevTools, id: string | undefined) {
    this.#devTools = devTools;
    this.#id = id;
  }

  /**
   * Calls a method, such as `Page.navigate`.
   *
   * @throws {Error} With the method and the browser's reason, if the browser refuses it.
   */
  async call<T = Fields>(method: string, params: Fields = {}): Promise<T> {
    return await this.#devTools.send(method, params, this.#id) as T;
  }

  /** Calls a listener at each event of this name, such as `Page.loadEventFired`. */
  on(event: string, listener: (params: Fields) => void): void {
    const listeners = this.#listeners.get(event) ?? [];
    this.#listeners.set(event, [...listeners, listener]);
  }

  /** Passes an event to its listeners; the connection does this. */
  emit(event: string, params: Fields): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(params);
  }
}

function callError(method: string, reason: string): Error {
  return new Error(`Cannot call ${method}: ${reason}`);
}
