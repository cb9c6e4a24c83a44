/** What fills the box in which a learner says what is wrong with a question. */

import type { Question } from "../core/data";
import { texts } from "../texts/player";
import { later } from "./later";

/** `course` is the course version. */
export function reporting(question: Question, course: string): (box: HTMLElement) => void {
  return (box) => {
    later("report").then(
      ({ fillReport }) => fillReport(box, question, course),
      () => box.append(texts.tryAgain),
    );
  };
}
