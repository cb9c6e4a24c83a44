/** The learner's own days: whole days since 1970 by the clock on their wall. */

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The day of a moment: `at` in milliseconds since 1970, `zone` in minutes east of UTC then and there. */
export function dayOf(at: number, zone: number): number {
  return Math.floor((at + zone * MINUTE) / DAY);
}

/** The day it is here and now. */
export function today(now = new Date()): number {
  return dayOf(now.getTime(), -now.getTimezoneOffset());
}

/** When a day begins where clocks are `zone` minutes east of UTC, in milliseconds since 1970. */
export function dayStart(day: number, zone: number): number {
  return day * DAY - zone * MINUTE;
}

/** A day as it stands in a calendar; months count from 1. */
export function dateOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(dayStart(day, 0));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The Monday of a day's week: 1970 began on a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}
