/** Decoding stored records, which can come from another version or another program, or be edited by hand. */

import type { Fields } from "../core/foreign";
import { FORMAT } from "./schema";

/** Returns the fields of a record in a known format; null for any other value. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && (value as Fields).format === FORMAT
    ? (value as Fields)
    : null;
}

export const isText = (value: unknown): value is string => typeof value === "string";

export const isNumber = (value: unknown): value is number => Number.isFinite(value);

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
