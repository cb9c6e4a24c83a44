/** Ticks in checklists, by page and by the name of the line or else its text: a reworded line is a new one. */

import type { Connection } from "./connection";
import { fieldsOf, isText } from "./record";
import { FORMAT, PROFILE } from "./schema";

export function saveTick(
  connection: Connection,
  page: string,
  text: string,
  ticked: boolean,
): Promise<boolean> {
  return connection.put("ticks", { format: FORMAT, profile: PROFILE, page, text, ticked, at: Date.now() });
}

/** The texts of the lines that are ticked on a page. */
export async function readTicks(connection: Connection, page: string): Promise<ReadonlySet<string>> {
  const records = await connection.all("ticks", [PROFILE, page]);
  return new Set(
    records.flatMap((record) => {
      const fields = fieldsOf(record);
      return fields?.ticked === true && isText(fields.text) ? [fields.text] : [];
    }),
  );
}
