/** How times are written: the time of day, and the day in words. */

/** The time of day, in the computer's time zone. */
export function formatTime(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The format of a day in a language. */
export function dayFormatter(lang: string): (time: number) => string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "full" });
  return (time) => format.format(time);
}
