/** How much the next days will bring, as far as the log tells today. */

import type { Cards } from "./schedule";

export interface Span {
  /** How many days, this one included. */
  readonly days: number;
  /** The most reviews on one day. */
  readonly limit: number;
  /** How many of this day are done. */
  readonly done: number;
}

/** The number of reviews on `day` and each day after it. What finds no room on its day goes on to the next. */
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
