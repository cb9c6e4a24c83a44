/** What is known of the whole course without any question's text. */

import { type CourseIndex, isIndex } from "../core/data";
import { once } from "./once";
import { loadScript } from "./script";

declare global {
  var courseIndex: unknown[] | undefined;
}

/** Loads the index of the course; rejects if its script does not come or holds something else. */
export const loadIndex = once(request);

async function request(): Promise<CourseIndex> {
  if (!self.courseIndex) await loadScript("quizzes/data/index.js");
  const found = self.courseIndex?.find(isIndex);
  if (!found) throw new Error("there is no index of questions that this player can read");
  return found;
}
