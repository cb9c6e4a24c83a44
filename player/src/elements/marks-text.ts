import { fullScore, isPassed, pendingCount, score } from "../learning/sitting";
import type { HandedIn } from "../store/papers";
import { examTexts } from "../texts/exam";

/** What a paper came to, in words; one that waits for the learner's own marks says so. */
export function marksText(paper: HandedIn): string {
  const pending = pendingCount(paper.marked);
  if (pending > 0) return examTexts.pending(pending);
  const words = isPassed(paper, paper.marked) ? examTexts.passedShort : examTexts.failedShort;
  return `${examTexts.score(score(paper.marked), fullScore(paper))}，${words}`;
}
