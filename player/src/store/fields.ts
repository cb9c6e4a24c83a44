/** Stored records are data from elsewhere: another version, another program, an edit by hand. */

import type { Fields } from "../core/foreign";
import { FORMAT } from "./schema";

/** The fields of a record in a format that this program knows; null for any other value. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && (value as Fields).format === FORMAT
    ? (value as Fields)
    : null;
}

export const isText = (value: unknown): value is string => typeof value === "string";

export const isNumber = (value: unknown): value is number => Number.isFinite(value);

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
