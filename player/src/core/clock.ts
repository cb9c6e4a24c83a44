/**
 * An exam's clock: the time used so far, and the system time when it was saved.
 *
 * While the page is open a monotonic clock counts. While it is closed only the system clock is available: the time
 * elapsed by it counts, but never as negative.
 */

export interface Clock {
  /** Milliseconds. */
  readonly used: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** Returns the time used when the page is opened again at `wall`. */
export function afterAbsence({ used, wall: then }: Clock, wall: number): number {
  return used + Math.max(0, wall - then);
}

/** Returns the milliseconds left of an exam of this many minutes, at least 0. */
export function left(minutes: number, used: number): number {
  return Math.max(0, minutes * 60_000 - used);
}

/** Minutes before the end at which the learner is warned. If two pass at once, the later one applies. */
const WARNINGS = [1, 5];

/** Returns the minutes to announce when the time left falls from `before` to `now`; null for none. */
export function announcement(before: number, now: number): number | null {
  return WARNINGS.find((minutes) => before > minutes * 60_000 && now <= minutes * 60_000) ?? null;
}
