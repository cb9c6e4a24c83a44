/** The current run of each place: its seed, its questions and its position. */

import { fieldsOf, isNumber, isTexts } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

export interface Run {
  readonly seed: number;
  readonly only: readonly string[] | null;
  readonly position: number;
}

export function saveRun(records: Records, scope: string, { seed, only, position }: Run): Promise<boolean> {
  const record = { format: FORMAT, profile: records.profile, scope, seed, only, position, at: Date.now() };
  return records.put("runs", record);
}

export async function readRun(records: Records, scope: string): Promise<Run | null> {
  const [record] = await records.all("runs", [records.profile, scope]);
  return isRun(record) ? record : null;
}

/** Starts a run unless there is one; returns the stored run, which may be another tab's. Null if it was not saved. */
export async function startRun(
  records: Records,
  scope: string,
  { seed, only, position }: Run,
): Promise<Run | null> {
  const key = [records.profile, scope];
  const record = { format: FORMAT, profile: records.profile, scope, seed, only, position, at: Date.now() };
  const stands = await records.update("runs", key, (before) => (isRun(before) ? null : record));
  return isRun(stands) ? stands : null;
}

function isRun(value: unknown): value is Run {
  const fields = fieldsOf(value);
  return (
    fields !== null &&
    isNumber(fields.seed) &&
    isNumber(fields.position) &&
    (fields.only === null || isTexts(fields.only))
  );
}
