/** The learner's id, by which slips and records are known to be of one person. */

import { randomId } from "../core/random";
import type { Records } from "./records";
import { LEARNER, readText, saveSetting } from "./settings";

/** Returns the learner's id, the first time `spare` or a new one; `kept` is false if it could not be stored. */
export async function numberedLearner(
  records: Records,
  spare = "",
): Promise<{ readonly learner: string; readonly kept: boolean }> {
  const known = await readText(records, LEARNER);
  const learner = known || spare || randomId();
  return { learner, kept: known !== "" || (await saveSetting(records, LEARNER, learner)) };
}
