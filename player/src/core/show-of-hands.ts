/** The counts of a show of hands: how many people are for each choice; null where nothing was entered. */

export type Hands = readonly (number | null)[];

/** The most that a field takes: three digits. */
const DIGITS = 3;

/** Returns the number that was typed, also with the full-width digits of an input method; null for none. */
export function typedCount(text: string): number | null {
  const digits = text
    .normalize("NFKC")
    .replace(/[^0-9]/g, "")
    .slice(0, DIGITS);
  return digits === "" ? null : Number(digits);
}

export function handsTotal(hands: Hands): number {
  return hands.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Returns the share of each choice in percent; 0 without hands. */
export function handShares(hands: Hands): readonly number[] {
  const total = handsTotal(hands);
  return hands.map((count) => (total > 0 ? Math.round(((count ?? 0) * 100) / total) : 0));
}

/** Returns the choice with the most hands, the first of several; null if no hand was raised. */
export function mostHands(hands: Hands): number | null {
  const most = Math.max(...hands.map((count) => count ?? 0));
  return most > 0 ? hands.indexOf(most) : null;
}
