/** Until when a sanction holds, as the word for it in refusals and rejections. */

/**
 * The word: the time of day in the server's time zone, `14:05`, with the date before it when that is
 * not today, `2026-11-28T14:05`; or `-` when it holds until a pardon.
 *
 * @param until In ms since 1970; null for a pardon.
 * @param now In ms since 1970.
 */
export function untilWord(until: number | null, now: number): string {
  if (until === null) return "-";
  const [day, time] = localTime(until);
  return day === localTime(now)[0] ? time : `${day}T${time}`;
}

function localTime(ms: number): [day: string, time: string] {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return [
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    `${two(date.getHours())}:${two(date.getMinutes())}`,
  ];
}
