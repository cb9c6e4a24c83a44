/** How the points of a requirement are divided among screens: two or three at a time. */

const MOST = 3;

/** Characters that fit on a screen in large type. */
const LONGEST = 150;

/** Returns how many points each screen has, given the lengths of the points. */
export function pointGroups(lengths: readonly number[]): readonly number[] {
  const groups: number[][] = [];
  for (const length of lengths) {
    const last = groups[groups.length - 1];
    if (last && last.length < MOST && sum(last) + length <= LONGEST) last.push(length);
    else groups.push([length]);
  }
  shareLast(groups);
  return groups.map((group) => group.length);
}

/** A single point at the end gets company from a full screen before it. */
function shareLast(groups: number[][]): void {
  const last = groups[groups.length - 1];
  const before = groups[groups.length - 2];
  if (last?.length !== 1 || before?.length !== MOST) return;
  if (sum(last) + (before[MOST - 1] ?? 0) <= LONGEST) last.unshift(...before.splice(-1));
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}
