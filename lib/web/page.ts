/**
 * The page: one conversation in a browser, with the model, the delivery and the sentences of the client
 * at a terminal. It goes on after a reload, and begins a session of its own in every tab. [edge]
 */

import { systemClock } from "../clock.ts";
import type { Lang } from "../i18n/mod.ts";
import type { JoinOptions, JoinOutcome } from "../join/conversation.ts";
import { StructuredConversation } from "../join/structured.ts";
import { bracketed } from "../net/host.ts";
import type { Transport } from "../net/link.ts";
import { Route } from "../net/route.ts";
import { dayFormatter, formatTime } from "../view/time_format.ts";
import { aboutPage } from "./about.ts";
import { PageUi } from "./page_ui.ts";
import type { PageSentences } from "./sentences.ts";
import { TabMemory } from "./tab_memory.ts";
import { openTabStorage } from "./tab_storage.ts";
import { TwinTabs } from "./twin_tabs.ts";
import { dialWebSocket } from "./web_socket_transport.ts";

/** How often a page that is hidden, and so not drawn, is changed all the same. */
const HIDDEN_FRAME_MS = 250;
/** How long to wait before the sentences are asked for again. */
const RETRY_MS = 2_000;

/** The language of the browser: Portuguese, unless it prefers English before it. */
function browserLang(): Lang {
  const known = navigator.languages.map((tag) => tag.split("-")[0])
    .find((language) => language === "pt" || language === "en");
  return known === "en" ? "en" : "pt-BR";
}

/** Loads the sentences of a language, which are not bundled: the server gives one file or the other. */
async function loadTexts(lang: Lang): Promise<PageSentences> {
  for (let tries = 0;; tries++) {
    // Another address each time: a browser remembers a module that could not be loaded.
    const address = `./${lang === "en" ? "en" : "pt_br"}.js?${tries}`;
    try {
      return (await import(address)).texts;
    } catch (error) {
      if (tries === 3) throw error;
      await systemClock.sleep(RETRY_MS);
    }
  }
}

async function start(): Promise<void> {
  const lang = browserLang();
  document.documentElement.lang = lang;
  const texts = await loadTexts(lang);
  const memory = new TabMemory(openTabStorage());
  memory.restore();
  const twins = new TwinTabs(() => memory.token);
  if (memory.token !== undefined && await twins.isTaken()) memory.clear();
  const formatDay = dayFormatter(lang);
  const ui = new PageUi({
    root: document.querySelector<HTMLElement>("#chat")!,
    texts,
    formatTime,
    formatDay,
    clock: systemClock,
    nextFrame,
    about: aboutPage(texts.page),
    memory,
  });
  followFocus(ui);
  const otherTab = new AbortController();
  const isEncrypted = location.protocol === "https:";
  const home = {
    host: location.hostname.replace(/^\[|\]$/g, ""),
    port: Number(location.port || (isEncrypted ? 443 : 80)),
  };
  const route = new Route(home);
  const outcome = await new StructuredConversation(
    {
      ...home,
      plain: false,
      lang,
      texts,
      reconnect: true,
      simple: false,
      quiet: false,
      color: false,
      formatTime,
      formatDay,
      now: systemClock.date,
      memory,
    } satisfies JoinOptions,
    ui,
    {
      clock: systemClock,
      dial: dialer(route, memory, twins, otherTab),
      route,
      random: Math.random,
      classifyDialError: () => "closed",
    },
  ).run(otherTab.signal);
  const { draft } = memory;
  if (!memory.isForNextPage) memory.clear();
  // Who was put out goes on typing; who has left may leave the tab to somebody else.
  if (outcome.type === "failed") memory.draft = draft;
  const isElsewhere = otherTab.signal.aborted;
  const sentence = isElsewhere ? texts.page.otherTab : sentenceOf(outcome, texts);
  ui.showEnd(sentence, () => location.reload());
}

function sentenceOf(outcome: JoinOutcome, { page }: PageSentences): string {
  return outcome.type === "failed" ? outcome.sentence : page.ended;
}

/** Dials the server of the page, or another one of the room. A tab whose session was resumed in another one gives it up. */
function dialer(
  route: Route,
  memory: TabMemory,
  twins: TwinTabs,
  otherTab: AbortController,
): (signal: AbortSignal) => Promise<Transport> {
  let hasDialed = false;
  return async (signal) => {
    if (hasDialed && memory.token !== undefined && await twins.isTaken()) otherTab.abort();
    hasDialed = true;
    otherTab.signal.throwIfAborted();
    const { host, port } = route.current;
    const scheme = location.protocol.replace("http", "ws");
    return await dialWebSocket(`${scheme}//${bracketed(host)}:${port}/chat`, signal);
  };
}

/** Calls back before the page is drawn next; a page that is hidden is not drawn. */
function nextFrame(call: () => void): () => void {
  if (document.hidden) return systemClock.after(HIDDEN_FRAME_MS, call);
  const frame = requestAnimationFrame(call);
  return () => cancelAnimationFrame(frame);
}

/** Tells whether the person looks at the page; a page that is seen again may have lost its link. */
function followFocus(ui: PageUi): void {
  const tell = () => ui.setFocus(document.visibilityState === "visible" && document.hasFocus());
  for (const event of ["focus", "blur", "pageshow", "online"]) addEventListener(event, tell);
  document.addEventListener("visibilitychange", tell);
  tell();
}

/** What is on the page until it starts says what to do; an error of the browser is below it. */
function showFailure(error: unknown): void {
  document.querySelector("#starting")?.append(` (${error})`);
}

start().catch(showFailure);
