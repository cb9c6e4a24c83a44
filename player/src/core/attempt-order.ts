/**
 * In which order attempts were made, and when, though clocks are set, run ahead and stand still.
 *
 * Each attempt gets a number that is higher than all before it in the same record: the time, unless a clock has been
 * set back since (a hybrid logical clock; Kulkarni et al., “Logical Physical Clocks”, 2014). The numbers say what came
 * after what. Times in the future are of a wrong clock; so are, of times that contradict
 * this order, the fewest.
 */

/** A clock that is ahead by less than this many milliseconds counts as right: zones and small errors. */
const TOLERANCE = 86_400_000;

/** What the order is worked out from. */
export interface Dated {
  readonly id: string;
  /** In milliseconds since 1970, by the clock of the machine. */
  readonly at: number;
  /** Higher than that of every attempt before it; records of earlier versions have none. */
  readonly order?: number;
}

/** The number of an attempt made at `now` after one with the number `last`. */
export function nextOrder(now: number, last: number): number {
  return Math.max(now, last + 1);
}

/** Returns whether a time can be that of something in the past; `now` is in milliseconds since 1970. */
export function isPast(at: number, now: number): boolean {
  return at <= now + TOLERANCE;
}

/** A time to compare with others: one that lies in the future says nothing, and counts as long ago. */
export function pastTime(at: number, now: number): number {
  return isPast(at, now) ? at : 0;
}

/**
 * Returns the attempts from the first to the last. Where a clock was wrong, `at` becomes the time of the nearest
 * attempt before (or else after) it whose time is right.
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

/** Without a number the time has to do; one in the future says nothing, so anything else is more recent. */
function rankOf({ at, order }: Dated, now: number): number {
  return order ?? pastTime(at, now);
}

function compare(one: Dated, other: Dated): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

/** The places of a longest non-decreasing subsequence (patience sorting); NaN belongs to none. */
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

/** The first pile whose top is later than a time, by bisection; the number of piles if there is none. */
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
