/** Ticks in checklists, by page and by the name of the line or else its text: a reworded line is a new one. */

import { fieldsOf, isText } from "./record";
import type { Records } from "./records";
import { FORMAT } from "./schema";

export function saveTick(records: Records, page: string, text: string, ticked: boolean): Promise<boolean> {
  return records.put("ticks", {
    format: FORMAT,
    profile: records.profile,
    page,
    text,
    ticked,
    at: Date.now(),
  });
}

/** The texts of the lines that are ticked on a page. */
export async function readTicks(records: Records, page: string): Promise<ReadonlySet<string>> {
  const found = await records.all("ticks", [records.profile, page]);
  return new Set(
    found.flatMap((record) => {
      const fields = fieldsOf(record);
      return fields?.ticked === true && isText(fields.text) ? [fields.text] : [];
    }),
  );
}
