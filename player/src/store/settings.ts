/** What the reader chose once and expects to find again. */

import type { Connection } from "./connection";
import { fieldsOf } from "./record";
import { FORMAT, PROFILE } from "./schema";

export function saveSetting(connection: Connection, name: string, value: string): Promise<boolean> {
  return connection.put("settings", { format: FORMAT, profile: PROFILE, name, value });
}

/** The stored value if it is one of those allowed, else the first of them. */
export async function readSetting<Value extends string>(
  connection: Connection,
  name: string,
  allowed: readonly [Value, ...Value[]],
): Promise<Value> {
  const records = await connection.all("settings", [PROFILE, name]);
  const value = fieldsOf(records[0])?.value;
  return allowed.find((one) => one === value) ?? allowed[0];
}
