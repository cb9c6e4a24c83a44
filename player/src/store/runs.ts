/** The run under way in each place: what to shuffle by, which questions, and how far. */

import type { Connection } from "./connection";
import { fieldsOf, isNumber, isTexts } from "./record";
import { FORMAT, PROFILE } from "./schema";

export interface Run {
  readonly seed: number;
  readonly only: readonly string[] | null;
  readonly position: number;
}

export function saveRun(
  connection: Connection,
  scope: string,
  { seed, only, position }: Run,
): Promise<boolean> {
  const record = { format: FORMAT, profile: PROFILE, scope, seed, only, position, at: Date.now() };
  return connection.put("runs", record);
}

export async function readRun(connection: Connection, scope: string): Promise<Run | null> {
  const [record] = await connection.all("runs", [PROFILE, scope]);
  return isRun(record) ? record : null;
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
