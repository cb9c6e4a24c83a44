/**
 * The log in one record, for fast reading.
 *
 * Reading tens of thousands of records one by one takes IndexedDB most of a second; one long text takes a tenth of
 * that. Attempts never change, so a pack can only be incomplete: the keys in the store show what is missing and what
 * has been erased. The attempts remain the source of truth.
 */

import { fieldsOf, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

/** The number of unpacked attempts from which a new pack is worth its space. */
export const WORTHWHILE = 2000;

/** The key of the only pack. */
export const PACK = "attempts";

/** Reads every record in the store of attempts, unvalidated and unordered. */
export async function readAttempts(records: Records): Promise<readonly unknown[]> {
  const packed = unpacked((await records.all("packs"))[0]);
  if (!packed) return packedAnew(records, await records.all("attempts"));
  const keys = await records.keys("attempts");
  const missing = keys.filter((key) => !packed.has(key));
  const rest = await records.these("attempts", missing);
  const whole = keys.length === packed.size + missing.length;
  const known = new Set(whole ? [] : keys);
  const kept = Array.from(packed).flatMap(([key, record]) => (whole || known.has(key) ? [record] : []));
  const all = [...kept, ...rest];
  return whole && missing.length < WORTHWHILE ? all : packedAnew(records, all);
}

function packedAnew(records: Records, all: readonly unknown[]): readonly unknown[] {
  if (all.length >= WORTHWHILE) {
    records.aside("packs", { format: FORMAT, id: PACK, text: JSON.stringify(all) });
  }
  return all;
}

/** Returns the content of a pack by key; null if it is invalid. */
function unpacked(value: unknown): ReadonlyMap<string, unknown> | null {
  const text = fieldsOf(value)?.text;
  if (!isText(text)) return null;
  try {
    const all = JSON.parse(text) as readonly { readonly id: string }[];
    return new Map(all.map((record) => [record.id, record]));
  } catch {
    return null;
  }
}
