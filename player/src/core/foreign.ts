/** Values that come from elsewhere: from a file, or from storage that another program wrote. */

export type Fields = Readonly<Record<string, unknown>>;

/** Names of fields that would reach into the objects of the program; no file of ours has them. */
export const TRAPS: readonly string[] = ["__proto__", "constructor", "prototype"];

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a JSON text, with or without a byte order mark; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}
