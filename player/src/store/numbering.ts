/** The number of each attempt in its record (see `order.ts`), given out in the transaction that adds it. */

import { nextOrder } from "../core/attempt-order";
import { fieldsOf, isNumber, isText } from "./fields";
import type { Change } from "./records";
import { FORMAT, type StoreName } from "./schema";

/** The setting that holds the highest number of a profile's log. */
const LAST = "log-order";

/** Reads within the transaction under way. */
export interface Reader {
  get(store: StoreName, key: readonly string[]): Promise<unknown>;
  /** Every record of a store. */
  all(store: StoreName): Promise<readonly unknown[]>;
}

/** Returns the stores that a transaction of these changes needs. */
export function storesOf(changes: readonly Change[]): readonly StoreName[] {
  const stores = new Set(changes.map(({ store }) => store));
  if (addsAttempts(changes)) stores.add("settings");
  return Array.from(stores);
}

/** Returns the changes with a number for each attempt that has none, and with the highest number so far. */
export async function numbered(
  changes: readonly Change[],
  reader: Reader,
  now: number,
): Promise<readonly Change[]> {
  if (!addsAttempts(changes)) return changes;
  const lasts = new Map<string, number>();
  for (const profile of new Set(changes.flatMap((change) => ownerOf(change) ?? []))) {
    lasts.set(profile, await lastNumber(profile, reader));
  }
  const done = changes.map((change) => {
    const profile = ownerOf(change);
    if (profile === null || !("add" in change)) return change;
    const last = lasts.get(profile) ?? 0;
    const order = numberOf(change.add) ?? nextOrder(now, last);
    lasts.set(profile, Math.max(last, order));
    return { ...change, add: { ...change.add, order } };
  });
  const kept = Array.from(lasts, ([profile, order]): Change => {
    return { store: "settings", put: { format: FORMAT, profile, name: LAST, value: String(order) } };
  });
  return [...done, ...kept];
}

/** Before there were numbers the highest is the latest time. */
async function lastNumber(profile: string, reader: Reader): Promise<number> {
  const value = fieldsOf(await reader.get("settings", [profile, LAST]))?.value;
  if (isText(value) && isNumber(Number(value))) return Number(value);
  const times = (await reader.all("attempts")).flatMap((record) => {
    const fields = fieldsOf(record);
    return fields?.profile === profile && isNumber(fields.at) ? fields.at : [];
  });
  return times.reduce((one, other) => Math.max(one, other), 0);
}

function addsAttempts(changes: readonly Change[]): boolean {
  return changes.some((change) => ownerOf(change) !== null);
}

/** Whose log a change adds to; null if to none. */
function ownerOf(change: Change): string | null {
  if (change.store !== "attempts" || !("add" in change)) return null;
  const { profile } = change.add as { readonly profile?: unknown };
  return isText(profile) ? profile : null;
}

function numberOf(record: object): number | null {
  const { order } = record as { readonly order?: unknown };
  return isNumber(order) ? order : null;
}
