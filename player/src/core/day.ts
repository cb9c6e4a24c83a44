/** The learner's local days, as whole days since 1970. */

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Returns the day of a time: `at` in milliseconds since 1970, `zone` in minutes east of UTC. */
export function dayOf(at: number, zone: number): number {
  return Math.floor((at + zone * MINUTE) / DAY);
}

/** Returns the current local day. */
export function today(now = new Date()): number {
  return dayOf(now.getTime(), -now.getTimezoneOffset());
}

/** Returns the start of a day in milliseconds since 1970, in a zone of this many minutes east of UTC. */
export function dayStart(day: number, zone: number): number {
  return day * DAY - zone * MINUTE;
}

/** Returns the calendar date of a day; months count from 1. */
export function dateOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(dayStart(day, 0));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Returns the Monday of a day's week: 1970 began on a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}
