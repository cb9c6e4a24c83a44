/** Fills the box for reporting a problem with a question. */

import type { Question } from "../core/data";
import { texts } from "../texts/player";
import { loadOnDemand } from "./on-demand";

/** `course` is the course version. */
export function questionReport(question: Question, course: string): (box: HTMLElement) => void {
  return (box) => {
    loadOnDemand("report").then(
      ({ fillReport }) => fillReport(box, question, course),
      () => box.append(texts.tryAgain),
    );
  };
}
