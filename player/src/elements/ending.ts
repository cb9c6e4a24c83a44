/** What leads on from the end of a run or a paper: the next step, and plain buttons for what was not right or not done. */

import { resultTexts as words } from "../texts/result";
import { button } from "../view/dom";
import { nextStepPlace } from "./next-step-place";

export interface Ending {
  /** The number of answers that were not right. */
  readonly wrong: number;
  /** The number of questions that were left out of a paper, and are practised with those. */
  readonly blank?: number;
  /** Whether practising them comes before all else, as after a paper that was not passed. */
  readonly isFirst?: boolean;
  /** The number of questions without an answer. */
  readonly open: number;
  retry(): unknown;
  toOpen?(): unknown;
}

export function ending({
  wrong,
  blank = 0,
  isFirst = false,
  open,
  retry,
  toOpen,
}: Ending): readonly HTMLElement[] {
  const primary = { class: "cq-primary" };
  const again =
    wrong + blank > 0
      ? [button("retry", words.retry(wrong, blank), retry, isFirst ? primary : undefined)]
      : [];
  // One button is filled.
  if (isFirst && again.length > 0) return again;
  // While questions are open, they are the next step.
  return [open > 0 && toOpen ? button("open", words.toOpen, toOpen, primary) : nextStepPlace(), ...again];
}
