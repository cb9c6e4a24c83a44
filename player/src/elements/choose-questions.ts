/** The choice of how many questions of a bank to answer. */

import type { Question } from "../core/data";
import { randomSeed } from "../core/random";
import { weakFirst } from "../learning/pick";
import { readLog } from "../store/attempts";
import { records } from "./host";

/** Returns `count` of these questions: first those without an answer, then those not right last time. */
export async function chooseQuestions(
  questions: readonly Question[],
  count: number,
): Promise<readonly string[]> {
  return weakFirst(questions, await readLog(records), randomSeed()).slice(0, count);
}
