/** The reader's settings. */

import { fieldsOf, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

/** The setting with the learner's id on slips and records. */
export const LEARNER = "slip-learner";

export function saveSetting(records: Records, name: string, value: string): Promise<boolean> {
  return records.put("settings", { format: FORMAT, profile: records.profile, name, value });
}

/** Reads a setting; the first allowed value is the default. */
export async function readSetting<Value extends string>(
  records: Records,
  name: string,
  allowed: readonly [Value, ...Value[]],
): Promise<Value> {
  const found = await records.all("settings", [records.profile, name]);
  const value = fieldsOf(found[0])?.value;
  return allowed.find((one) => one === value) ?? allowed[0];
}

/** Reads any text; empty if there is none. */
export async function readText(records: Records, name: string): Promise<string> {
  const found = await records.all("settings", [records.profile, name]);
  const value = fieldsOf(found[0])?.value;
  return isText(value) ? value : "";
}
