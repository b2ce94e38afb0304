/** The screen, the language and the preferences of a person, as a page sees them. */

import type { Session } from "./devtools.ts";

/** The size of a window, and what kind of screen it is on. */
export interface Viewport {
  /** The width in CSS pixels. @default {1280} */
  width?: number;
  /** The height in CSS pixels. @default {800} */
  height?: number;
  /** Whether it is a phone, which obeys the viewport in a `meta` element. @default {false} */
  isMobile?: boolean;
  /** Whether it is a touch screen. @default {isMobile} */
  touch?: boolean;
}

/** What a person has set in the browser and the system. */
export interface Preferences {
  /** The language. @default {"pt-BR"} */
  lang?: string;
  /** Whether dark colours are preferred. @default {false} */
  isDark?: boolean;
  /** Whether less motion is preferred. @default {false} */
  isReducedMotion?: boolean;
}

/** Gives a page a window of this size. */
export async function emulateViewport(session: Session, viewport: Viewport): Promise<void> {
  const { width = 1280, height = 800, isMobile = false, touch = isMobile } = viewport;
  await session.call("Emulation.setDeviceMetricsOverride", {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: isMobile,
  });
  await session.call("Emulation.setTouchEmulationEnabled", { enabled: touch });
}

/**
 * Gives a page the preferences of a person, in scripts, styles and requests.
 *
 * @param userAgent The name of the browser, which a language cannot be set without.
 */
export async function emulatePreferences(
  session: Session,
  userAgent: string,
  { lang = "pt-BR", isDark = false, isReducedMotion = false }: Preferences,
): Promise<void> {
  await session.call("Network.setUserAgentOverride", { userAgent, acceptLanguage: lang });
  await session.call("Emulation.setLocaleOverride", { locale: lang });
  await session.call("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: isDark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: isReducedMotion ? "reduce" : "no-preference" },
    ],
  });
}
