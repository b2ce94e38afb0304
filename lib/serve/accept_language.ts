/** The language of an answer to a browser: the one that it prefers of those there are. Pure. */

import { type Texts, textsOf, toLang } from "../i18n/mod.ts";
import type { HttpRequest } from "../wire/http.ts";

/**
 * The sentences for a request, by its `Accept-Language` (RFC 9110, 12.5.4).
 *
 * @param fallback For a request that names none of our languages.
 */
export function textsFor({ fields }: Pick<HttpRequest, "fields">, fallback: Texts): Texts {
  const accepted = (fields.get("accept-language") ?? "").split(",").map((one) => {
    const [tag = "", ...parameters] = one.toLowerCase().split(";").map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    return { lang: toLang(tag), quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const [best] = accepted
    .filter(({ lang, quality }) => lang !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best?.lang === undefined ? fallback : textsOf(best.lang);
}
