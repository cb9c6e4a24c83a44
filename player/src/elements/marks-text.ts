import { fullScore, isPassed, pendingCount, score } from "../learning/sitting";
import type { HandedIn } from "../store/papers";
import { examTexts } from "../texts/exam";

/** The result of a paper as text; says so if self-assessment is pending. */
export function marksText(paper: HandedIn): string {
  const pending = pendingCount(paper.marked);
  if (pending > 0) return examTexts.pending(pending);
  const words = isPassed(paper, paper.marked) ? examTexts.passedShort : examTexts.failedShort;
  return `${examTexts.score(score(paper.marked))}${examTexts.ofScore(fullScore(paper))}，${words}`;
}
