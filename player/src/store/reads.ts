/** How far each page has been read. */

import { pastTime } from "../core/attempt-order";
import { fieldsOf, isNumber, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

export interface Read {
  /** Below the site's root. */
  readonly page: string;
  /** The id of the last heading reached; empty above the first. */
  readonly place: string;
  /** When it was last read, in milliseconds since 1970. */
  readonly at: number;
  /** When it was first read to the end; null if it was not. */
  readonly ended: number | null;
}

/** Saves the position; a page read to the end stays so. */
export function saveRead(records: Records, page: string, place: string, ended: boolean): Promise<unknown> {
  return records.update("reads", [records.profile, page], (before) => {
    const earlier = fieldsOf(before)?.ended;
    const at = Date.now();
    const first = isNumber(earlier) ? earlier : null;
    return { format: FORMAT, profile: records.profile, page, place, at, ended: first ?? (ended ? at : null) };
  });
}

/** Reads all pages that this learner has opened, latest first; a time in the future is treated as wrong. */
export async function readReads(records: Records, now = Date.now()): Promise<readonly Read[]> {
  const found = await records.all("reads", [records.profile]);
  return found.filter(isRead).sort((one, other) => pastTime(other.at, now) - pastTime(one.at, now));
}

/** Returns whether a value of unknown origin is the reading state of a page. */
export function isRead(value: unknown): value is Read {
  const fields = fieldsOf(value);
  return (
    fields !== null &&
    isText(fields.page) &&
    isText(fields.place) &&
    isNumber(fields.at) &&
    (fields.ended === null || isNumber(fields.ended))
  );
}
