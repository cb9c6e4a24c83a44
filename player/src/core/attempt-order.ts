/**
 * The order and time of attempts when clocks are set, run ahead or stand still.
 *
 * Each attempt gets a number higher than all before it in the same record: the time, unless a clock was set back (a
 * hybrid logical clock; Kulkarni et al., “Logical Physical Clocks”, 2014). The numbers define the order. A time in
 * the future is wrong; of times that contradict the order, the fewest possible are treated as wrong.
 */

/** Tolerance in milliseconds for a clock that is ahead: time zones and small errors. */
const TOLERANCE = 86_400_000;

/** The fields that determine the order. */
export interface Dated {
  readonly id: string;
  /** Milliseconds since 1970, by the clock of the device. */
  readonly at: number;
  /** Higher than that of all earlier attempts; missing in records of earlier versions. */
  readonly order?: number;
}

/** Returns the number of an attempt made at `now` after one with the number `last`. */
export function nextOrder(now: number, last: number): number {
  return Math.max(now, last + 1);
}

/** Returns whether a time can be in the past; `now` is in milliseconds since 1970. */
export function isPast(at: number, now: number): boolean {
  return at <= now + TOLERANCE;
}

/** Returns a time for comparison; a time in the future counts as 0. */
export function pastTime(at: number, now: number): number {
  return isPast(at, now) ? at : 0;
}

/**
 * Returns the attempts in order, oldest first. Where a clock was wrong, `at` becomes the time of the nearest attempt
 * before it (or else after it) with a correct time.
 */
export function inOrder<Attempt extends Dated>(log: readonly Attempt[], now: number): readonly Attempt[] {
  const sorted = log
    .map((attempt) => ({ attempt, rank: rankOf(attempt, now) }))
    .sort((one, other) => one.rank - other.rank || compare(one.attempt, other.attempt))
    .map(({ attempt }) => attempt);
  const right = consistent(sorted.map(({ at }) => (isPast(at, now) ? at : Number.NaN)));
  if (right.size === sorted.length) return sorted;
  const first = sorted.find((_, place) => right.has(place))?.at ?? now;
  let before = first;
  return sorted.map((attempt, place) => {
    if (right.has(place)) before = attempt.at;
    return right.has(place) ? attempt : { ...attempt, at: before };
  });
}

/** Without a number the time is the rank. A time in the future ranks lowest. */
function rankOf({ at, order }: Dated, now: number): number {
  return order ?? pastTime(at, now);
}

function compare(one: Dated, other: Dated): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

/** Returns the indexes of a longest non-decreasing subsequence (patience sorting), ignoring NaN. */
function consistent(times: readonly number[]): ReadonlySet<number> {
  const tops: number[] = [];
  const before = new Map<number, number | undefined>();
  times.forEach((time, place) => {
    if (Number.isNaN(time)) return;
    const pile = firstAbove(tops, times, time);
    before.set(place, tops[pile - 1]);
    tops[pile] = place;
  });
  const places = new Set<number>();
  for (let place = tops[tops.length - 1]; place !== undefined; place = before.get(place)) places.add(place);
  return places;
}

/** Returns the first pile whose top is later than a time, by binary search; the number of piles if there is none. */
function firstAbove(tops: readonly number[], times: readonly number[], time: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[tops[middle] ?? 0] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
