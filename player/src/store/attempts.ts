/** The log of attempts: one immutable event for each answer given. Everything about progress derives from it. */

import type { Response, Standing } from "../answer";
import { randomId } from "../random";
import type { Connection } from "./connection";
import { fieldsOf, isNumber, isText } from "./record";
import { FORMAT, PROFILE } from "./schema";

const STANDINGS: readonly unknown[] = ["right", "partial", "wrong", "pending"] satisfies Standing[];

/** What happened; the log adds the rest. */
export interface Given {
  readonly question: string;
  /** The question's answer version: after a change of the key this attempt no longer counts. */
  readonly version: string;
  readonly response: Response;
  readonly verdict: Standing;
  /** Milliseconds from seeing the question to handing in. */
  readonly took: number;
  /** Where it was answered: "practice", "self-check" … */
  readonly mode: string;
  /** The paper's number, in an exam. */
  readonly paper: string | null;
}

export interface Attempt extends Omit<Given, "response"> {
  readonly format: typeof FORMAT;
  readonly id: string;
  /** Read it with `readResponse`: the question may have changed since. */
  readonly response: unknown;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Minutes east of UTC at that time and place, to know which day it was for the learner. */
  readonly zone: number;
  readonly profile: string;
}

/** Appends to the log; false if the browser did not keep it. */
export function logAttempt(connection: Connection, given: Given): Promise<boolean> {
  const now = new Date();
  const attempt: Attempt = {
    format: FORMAT,
    id: randomId(),
    ...given,
    at: now.getTime(),
    // Not negated: that would store a negative zero in London.
    zone: 0 - now.getTimezoneOffset(),
    profile: PROFILE,
  };
  return connection.add("attempts", attempt);
}

/** Reads the whole log of this profile, oldest first. Records that make no sense here are left alone. */
export async function readLog(connection: Connection): Promise<readonly Attempt[]> {
  const records = await connection.all("attempts");
  return records
    .filter(isAttempt)
    .filter(({ profile }) => profile === PROFILE)
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

function isAttempt(value: unknown): value is Attempt {
  const fields = fieldsOf(value);
  if (!fields) return false;
  const { id, question, version, verdict, at, zone, took, mode, paper, profile } = fields;
  return (
    [id, question, version, mode, profile].every(isText) &&
    [at, zone, took].every(isNumber) &&
    STANDINGS.includes(verdict) &&
    (paper === null || isText(paper)) &&
    "response" in fields
  );
}
