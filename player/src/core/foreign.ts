/** Values of unknown origin: from a file, or from storage that another program wrote. */

export type Fields = Readonly<Record<string, unknown>>;

/** Field names that would reach the prototypes of objects; none of our files contains them. */
export const TRAPS: readonly string[] = ["__proto__", "constructor", "prototype"];

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses JSON with or without a byte order mark; undefined if it is invalid. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}
