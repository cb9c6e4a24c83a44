/** The most rows that are worth reading again at once. */
const MOST = 3;

/** Returns the rows that lost most, of equal ones the one that lost the larger share first. */
export function weakest<Row extends { readonly lost: number; readonly of: number }>(
  rows: readonly Row[],
): readonly Row[] {
  return rows
    .filter(({ lost }) => lost > 0)
    .sort((one, other) => other.lost - one.lost || other.lost / other.of - one.lost / one.of)
    .slice(0, MOST);
}
