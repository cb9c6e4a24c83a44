/** Ticks in checklists, by page and by the line's name or text: a reworded line is a new one. */

import { fieldsOf, isNumber, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

/** The longest page path and line of text, in characters. */
export const LONGEST_PAGE = 120;
export const LONGEST_TICK = 5000;

export interface Tick {
  readonly page: string;
  readonly text: string;
  readonly ticked: boolean;
  readonly at: number;
}

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

/** Reads the texts of the ticked lines on a page. */
export async function readTicks(records: Records, page: string): Promise<ReadonlySet<string>> {
  const found = await records.all("ticks", [records.profile, page]);
  return new Set(
    found.flatMap((record) => {
      const fields = fieldsOf(record);
      return fields?.ticked === true && isText(fields.text) ? [fields.text] : [];
    }),
  );
}

/** Counts the ticked lines by page. */
export async function countTicks(records: Records): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const record of await records.all("ticks", [records.profile])) {
    const fields = fieldsOf(record);
    if (fields?.ticked !== true || !isText(fields.page)) continue;
    counts.set(fields.page, (counts.get(fields.page) ?? 0) + 1);
  }
  return counts;
}

/** Returns whether a value of unknown origin is a tick. */
export function isTick(value: unknown): value is Tick {
  const fields = fieldsOf(value);
  return (
    fields !== null &&
    isText(fields.page) &&
    fields.page.length <= LONGEST_PAGE &&
    isText(fields.text) &&
    fields.text.length <= LONGEST_TICK &&
    typeof fields.ticked === "boolean" &&
    isNumber(fields.at)
  );
}
