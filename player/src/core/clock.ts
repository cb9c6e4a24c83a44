/**
 * An exam's clock: time used so far, and what the system's clock said when that was written down.
 *
 * While the page is open the time is counted by a clock that nobody can set. While it is closed only the system's
 * clock is there: what it says has passed counts, but never less than nothing.
 */

export interface Clock {
  /** Milliseconds. */
  readonly used: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** The time used when the page is opened again at `wall`. */
export function afterAbsence({ used, wall: then }: Clock, wall: number): number {
  return used + Math.max(0, wall - then);
}

/** Milliseconds left of an exam of so many minutes; never less than nothing. */
export function left(minutes: number, used: number): number {
  return Math.max(0, minutes * 60_000 - used);
}

/** Minutes before the end at which the learner is told; of two passed at once the later is told. */
const WARNINGS = [1, 5];

/** The minutes to announce when the time left falls from `before` to `now`; null if there is nothing to say. */
export function announcement(before: number, now: number): number | null {
  return WARNINGS.find((minutes) => before > minutes * 60_000 && now <= minutes * 60_000) ?? null;
}
