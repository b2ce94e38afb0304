/**
 * The page: one conversation in a browser, with the model, the delivery and the sentences of the client
 * at a terminal. It goes on after a reload, and begins a session of its own in every tab. [edge]
 */

import { systemClock } from "../clock.ts";
import type { Lang } from "../i18n/mod.ts";
import type { JoinOptions, JoinOutcome } from "../join/conversation.ts";
import { StructuredConversation } from "../join/structured.ts";
import { dayFormatter, formatTime } from "../view/time_format.ts";
import { aboutPage } from "./about.ts";
import { PageUi } from "./page_ui.ts";
import type { PageSentences } from "./sentences.ts";
import { TabMemory } from "./tab_memory.ts";
import { answerTwins, isTakenByTwin } from "./twin_tabs.ts";
import { dialWebSocket } from "./web_socket_transport.ts";

const HIDDEN_FRAME_MS = 250;

/** The sentences of a language, in a file of their own. */
interface Sentences {
  texts: PageSentences;
}

/** The language of the browser: Portuguese, unless it prefers English before it. */
function browserLang(): Lang {
  const known = navigator.languages.map((tag) => tag.split("-")[0])
    .find((language) => language === "pt" || language === "en");
  return known === "en" ? "en" : "pt-BR";
}

async function loadTexts(lang: Lang): Promise<Sentences["texts"]> {
  // Not bundled: the server gives one of them.
  const file = lang === "en" ? "./en.js" : "./pt_br.js";
  const { texts }: Sentences = await import(file);
  return texts;
}

async function start(): Promise<void> {
  const lang = browserLang();
  document.documentElement.lang = lang;
  const texts = await loadTexts(lang);
  const root = document.querySelector<HTMLElement>("#chat")!;
  const memory = new TabMemory(sessionStorage);
  memory.restore();
  if (memory.token !== undefined && await isTakenByTwin(memory.token)) memory.clear();
  answerTwins(() => memory.token);
  const formatDay = dayFormatter(lang);
  const about = aboutPage(texts.page);
  const ui = new PageUi({
    root,
    texts,
    formatTime,
    formatDay,
    clock: systemClock,
    nextFrame,
    about,
  });
  followFocus(ui);
  const options: JoinOptions = {
    ...{ host: location.hostname, port: Number(location.port || 80), plain: false, lang, texts },
    ...{ reconnect: true, simple: false, quiet: false, color: false, formatTime, formatDay },
    ...{ now: systemClock.date, memory },
  };
  const url = `ws://${location.host}/chat`;
  const outcome = await new StructuredConversation(options, ui, {
    clock: systemClock,
    dial: (signal) => dialWebSocket(url, signal),
    random: Math.random,
    classifyDialError: () => "unreachable",
  }).run(new AbortController().signal);
  memory.clear();
  ui.showEnd(sentenceOf(outcome, texts), () => location.reload());
}

function sentenceOf(outcome: JoinOutcome, { page }: PageSentences): string {
  return outcome.type === "failed" ? outcome.sentence : page.ended;
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

await start();
