/** A small web site on a free port, as strict as the server's own page. */

/** What a test's site serves. */
export interface TestSiteOptions {
  /** What is in the body of the page. */
  body?: string;
  /** The script of the page, which runs after the body is there. */
  script?: string;
  /** The style of the page. */
  style?: string;
  /** The language of the page. @default {"en"} */
  lang?: string;
}

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/** A site of one page, its script and its style. */
export class TestSite implements AsyncDisposable {
  /** The headers of each request for the page. */
  readonly requests: Headers[] = [];
  readonly #files: Map<string, [type: string, text: string]>;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  /** Starts it on 127.0.0.1. Inline scripts and styles are blocked. */
  constructor({ body = "", script = "", style = "", lang = "en" }: TestSiteOptions = {}) {
    const head = '<meta name="viewport" content="width=device-width"><title>Test</title>' +
      '<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>';
    this.#files = new Map([
      ["/", [
        "text/html",
        `<!DOCTYPE html><html lang="${lang}"><head>${head}</head>${body}</html>`,
      ]],
      ["/page.js", ["text/javascript", script]],
      ["/page.css", ["text/css", style]],
      ["/favicon.ico", ["image/x-icon", ""]],
    ]);
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  /** The address of the page. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  /** Stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  #answer(request: Request): Response {
    const { pathname } = new URL(request.url);
    const [type, text] = this.#files.get(pathname) ?? [];
    if (type === undefined) return new Response(null, { status: 404 });
    if (pathname === "/") this.requests.push(new Headers(request.headers));
    const headers = {
      "content-type": `${type}; charset=utf-8`,
      "content-security-policy": POLICY,
      "cache-control": "no-store",
    };
    return new Response(text, { headers });
  }
}
