/**
 * The text of at most 4096 characters that a learning platform stores between two visits (`cmi.suspend_data`).
 *
 * It holds the last verdict on each question, three questions to a character; the pages read to the end; and the
 * state of a quiz with its responses, of which the longest are dropped if there is no space. Questions are identified
 * by their index, so the text is valid only for its course version.
 */

/** The capacity that the specification guarantees. */
export const ROOM = 4096;

const FORMAT = 1;
const VERDICTS = ["", "wrong", "partial", "right"] as const;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PER_SIGN = 3;
/** Two bits for each verdict. */
const BASE = VERDICTS.length;

export interface Filled {
  readonly question: number;
  readonly response: unknown;
  readonly standing: string | null;
}

export interface SuspendData {
  /** The course version. */
  readonly course: string;
  /** The last verdict on each question, in the order of the index; empty for none. */
  readonly verdicts: readonly string[];
  /** The indexes of the pages read to the end. */
  readonly pages: readonly number[];
  /** The run of a quiz: its seed, the question on screen, and the questions it asks (null for all). */
  readonly run: {
    readonly seed: number;
    readonly position: number;
    readonly only: readonly number[] | null;
  } | null;
  readonly filled: readonly Filled[];
}

/** Encodes the state within a number of characters. */
export function encodeSuspendData(state: SuspendData, room = ROOM): string {
  let filled = state.filled;
  for (;;) {
    const text = written({ ...state, filled });
    if (text.length <= room) return text;
    if (filled.length === 0) return fallback(state, room);
    const longest = filled.reduce((one, other) => (size(other) > size(one) ? other : one));
    filled = filled.filter((one) => one !== longest);
  }
}

/** If even the indexes do not fit: as many verdicts as do. */
function fallback(state: SuspendData, room: number): string {
  const bare = { ...state, pages: [], run: null, filled: [] };
  const head = written({ ...bare, verdicts: [] }).length;
  return written({ ...bare, verdicts: state.verdicts.slice(0, Math.max(0, room - head) * PER_SIGN) });
}

function size({ response }: Filled): number {
  return JSON.stringify(response).length;
}

function written({ course, verdicts, pages, run, filled }: SuspendData): string {
  return JSON.stringify([
    FORMAT,
    course,
    packed(verdicts),
    pages,
    run && [run.seed, run.position, run.only],
    filled.map(({ question, response, standing }) => [question, response, standing]),
  ]);
}

/** Decodes the state; null if it is invalid or of another course version. */
export function decodeSuspendData(text: string, course: string): SuspendData | null {
  const value = parsed(text);
  if (!Array.isArray(value)) return null;
  const [format, writtenFor, verdicts, pages, run, filled] = value as unknown[];
  if (format !== FORMAT || writtenFor !== course) return null;
  return {
    course,
    verdicts: typeof verdicts === "string" ? unpacked(verdicts) : [],
    pages: wholes(pages) ?? [],
    run: runOf(run),
    filled: Array.isArray(filled) ? filled.flatMap(filledOf) : [],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function runOf(value: unknown): SuspendData["run"] {
  if (!Array.isArray(value)) return null;
  const [seed, position, only] = value as unknown[];
  if (!isWhole(seed) || !isWhole(position)) return null;
  return { seed, position, only: wholes(only) };
}

function filledOf(value: unknown): readonly Filled[] {
  if (!Array.isArray(value)) return [];
  const [question, response, standing] = value as unknown[];
  if (!isWhole(question) || (standing !== null && typeof standing !== "string")) return [];
  return [{ question, response, standing }];
}

function wholes(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.every(isWhole) ? value : null;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function packed(verdicts: readonly string[]): string {
  const codes = verdicts.map((verdict) => Math.max(0, VERDICTS.indexOf(verdict as "")));
  let text = "";
  for (let place = 0; place < codes.length; place += PER_SIGN) {
    const sum = codes
      .slice(place, place + PER_SIGN)
      .reduce((all, code, step) => all + code * BASE ** step, 0);
    text += SIGNS[sum];
  }
  return text.replace(/A+$/, "");
}

function unpacked(text: string): readonly string[] {
  return Array.from(text).flatMap((sign) => {
    const sum = Math.max(0, SIGNS.indexOf(sign));
    return [0, 1, 2].map((step) => VERDICTS[Math.floor(sum / BASE ** step) % BASE] ?? "");
  });
}
