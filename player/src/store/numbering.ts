/** The numbers of attempts (see `core/attempt-order.ts`), assigned in the transaction that adds them. */

import { nextOrder } from "../core/attempt-order";
import { fieldsOf, isNumber, isText } from "./fields";
import type { Change } from "./records";
import { FORMAT, type StoreName } from "./schema";

/** The setting with the highest number in a profile's log; if it is missing, it is computed again. */
export const LAST = "log-order";

/** Reads within the current transaction. */
export interface Reader {
  get(store: StoreName, key: readonly string[]): Promise<unknown>;
  /** Every record of a store. */
  all(store: StoreName): Promise<readonly unknown[]>;
}

/** Returns the stores that a transaction with these changes needs. */
export function storesOf(changes: readonly Change[]): Iterable<StoreName> {
  const stores = new Set(changes.map(({ store }) => store));
  if (addsAttempts(changes)) stores.add("settings");
  return stores;
}

/** Returns the changes with a number for each new attempt, and with the new highest number. */
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
    if (profile === null || "remove" in change) return change;
    const record = "add" in change ? change.add : change.put;
    const last = lasts.get(profile) ?? 0;
    const order = numberOf(record) ?? nextOrder(now, last);
    lasts.set(profile, Math.max(last, order));
    const whole = { ...record, order };
    return "add" in change ? { ...change, add: whole } : { ...change, put: whole };
  });
  const kept = Array.from(lasts, ([profile, order]): Change => {
    return { store: "settings", put: { format: FORMAT, profile, name: LAST, value: String(order) } };
  });
  return [...done, ...kept];
}

/** For records without a number, the time counts. */
async function lastNumber(profile: string, reader: Reader): Promise<number> {
  const value = fieldsOf(await reader.get("settings", [profile, LAST]))?.value;
  if (isText(value) && isNumber(Number(value))) return Number(value);
  const numbers = (await reader.all("attempts")).flatMap((record) => {
    const fields = fieldsOf(record);
    const number = fields?.order ?? fields?.at;
    return fields?.profile === profile && isNumber(number) ? number : [];
  });
  return numbers.reduce((one, other) => Math.max(one, other), 0);
}

function addsAttempts(changes: readonly Change[]): boolean {
  return changes.some((change) => ownerOf(change) !== null);
}

/** Returns the profile to whose log a change adds; null for other changes. */
function ownerOf(change: Change): string | null {
  if (change.store !== "attempts" || "remove" in change) return null;
  const { profile } = ("add" in change ? change.add : change.put) as { readonly profile?: unknown };
  return isText(profile) ? profile : null;
}

function numberOf(record: object): number | null {
  const { order } = record as { readonly order?: unknown };
  return isNumber(order) ? order : null;
}
