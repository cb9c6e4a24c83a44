/** The number of reviews in the coming days, from the current log. */

import type { Cards } from "./schedule";

export interface Span {
  /** The number of days, including today. */
  readonly days: number;
  /** The limit of reviews on one day. */
  readonly limit: number;
  /** The reviews already done today. */
  readonly done: number;
}

/** Returns the number of reviews on `day` and each following day. Reviews over the limit move to the next day. */
export function forecast(cards: Cards, day: number, { days, limit, done }: Span): readonly number[] {
  const coming = new Array<number>(days).fill(0);
  for (const { due } of cards.values()) {
    const place = Math.max(0, due - day);
    if (place < days) coming[place] = (coming[place] ?? 0) + 1;
  }
  let waiting = 0;
  return coming.map((count, place) => {
    const room = Math.max(0, place === 0 ? limit - done : limit);
    const taken = Math.min(waiting + count, room);
    waiting += count - taken;
    return taken;
  });
}
