/** The log of attempts: one immutable event for each answer. All progress is derived from it. */

import { RATING_NAMES, type Rating, type Response, type Standing } from "../core/answer";
import { inOrder } from "../core/attempt-order";
import { randomId } from "../core/random";
import { fieldsOf, isNumber, isText } from "./fields";
import { readAttempts } from "./pack";
import type { Records } from "./records";
import { FORMAT } from "./schema";

const STANDINGS: readonly unknown[] = ["right", "partial", "wrong", "pending"] satisfies Standing[];

const RATINGS: readonly unknown[] = [...RATING_NAMES, undefined];

/** The content of an event; the log adds the rest. */
export interface Given {
  readonly question: string;
  /** The answer version: attempts at an earlier version no longer count. */
  readonly version: string;
  readonly response: Response;
  readonly verdict: Standing;
  /** Milliseconds from seeing the question to submitting. */
  readonly took: number;
  /** Where it was answered: "practice", "self-check" … */
  readonly mode: string;
  /** The paper's number, in an exam. */
  readonly paper: string | null;
  /** The learner's rating of how hard the recall was. */
  readonly rating?: Rating;
}

export interface Attempt extends Omit<Given, "response"> {
  readonly format: typeof FORMAT;
  readonly id: string;
  /** To be read with `readResponse`: the question may have changed since. */
  readonly response: unknown;
  /** Milliseconds since 1970, by the clock of the device. */
  readonly at: number;
  /** Higher than that of all earlier attempts; assigned when it is stored. Missing in earlier versions. */
  readonly order?: number;
  /** Minutes east of UTC at that time, to derive the learner's local day. */
  readonly zone: number;
  readonly profile: string;
}

/** Appends to the log; false if the browser did not save it. */
export function logAttempt(records: Records, given: Given): Promise<boolean> {
  return records.add("attempts", attemptOf(records, given));
}

/** Creates an event. A fixed id prevents the same event from being logged twice. */
export function attemptOf(records: Records, given: Given, id = randomId()): Attempt {
  const now = new Date();
  return {
    format: FORMAT,
    id,
    ...given,
    at: now.getTime(),
    // Subtracted, because negation stores a negative zero in London.
    zone: 0 - now.getTimezoneOffset(),
    profile: records.profile,
  };
}

/** Reads the log of this profile, oldest first, with times consistent with that order. Invalid records are ignored. */
export async function readLog(records: Records): Promise<readonly Attempt[]> {
  const found = await readAttempts(records);
  const own = found.filter(isAttempt).filter(({ profile }) => profile === records.profile);
  return inOrder(own, Date.now());
}

/** Returns whether a value of unknown origin is an attempt. */
export function isAttempt(value: unknown): value is Attempt {
  const fields = fieldsOf(value);
  if (!fields) return false;
  const { id, question, version, verdict, at, zone, took, mode, paper, profile, rating, order } = fields;
  return (
    [id, question, version, mode, profile].every(isText) &&
    [at, zone, took].every(isNumber) &&
    STANDINGS.includes(verdict) &&
    (paper === null || isText(paper)) &&
    RATINGS.includes(rating) &&
    (order === undefined || isNumber(order)) &&
    "response" in fields
  );
}
