/** Loads the course index. */

import { type CourseIndex, decodeIndex } from "../core/course-index";
import { once } from "./once";
import { loadScript } from "./script";

declare global {
  var courseIndex: unknown[] | undefined;
}

/** Loads the index; rejects if the script does not load or has another format. */
export const loadIndex = once(request);

async function request(): Promise<CourseIndex> {
  if (!self.courseIndex) await loadScript("quizzes/data/index.js");
  const [found] = (self.courseIndex ?? []).flatMap((one) => decodeIndex(one) ?? []);
  if (!found) throw new Error("there is no index of questions that this player can read");
  return found;
}
