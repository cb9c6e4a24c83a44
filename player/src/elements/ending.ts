/** What leads on from the end of a run or a paper: the next step, and plain buttons for what was not right or not done. */

import { resultTexts as words } from "../texts/result";
import { button } from "../view/dom";
import { nextStepPlace } from "./next-step-place";

export interface Ending {
  /** The number of answers that were not right. */
  readonly wrong: number;
  /** The number of questions without an answer. */
  readonly open: number;
  retry(): unknown;
  toOpen?(): unknown;
}

export function ending({ wrong, open, retry, toOpen }: Ending): readonly HTMLElement[] {
  return [
    // While questions are open, they are the next step.
    ...(open > 0 && toOpen
      ? [button("open", words.toOpen, toOpen, { class: "cq-primary" })]
      : [nextStepPlace()]),
    ...(wrong > 0 ? [button("retry", words.retry(wrong), retry)] : []),
  ];
}
