/** The result of a run; a script of its own, because a run is long under way before it is needed. */

import { byRequirement, type RequirementResult } from "../learning/result";
import { mistakes, tally } from "../learning/session";
import { weakest } from "../learning/weakest";
import { resultTexts as words } from "../texts/result";
import type { Child } from "../view/dom";
import { resultSection } from "../view/result";
import { ending } from "./ending";
import type { Practice } from "./practice";

export interface EndedRun {
  readonly practice: Practice;
  isOver(): boolean;
  retry(): void;
  /** Leads to the next question without an answer. */
  toOpen(): void;
  /** Further content, once every question is answered or the run is over. */
  onward(): readonly Child[];
}

export class RunResult {
  private readonly section = resultSection();
  readonly element = this.section.element;

  constructor(private readonly run: EndedRun) {}

  show(): void {
    const { practice, isOver, retry, toOpen } = this.run;
    const { session, place } = practice;
    // With all questions on the page, it appears after the first answer.
    this.element.hidden = !isOver() && session.entries.size === 0;
    if (this.element.hidden) return;
    const counts = tally(session);
    const wrong = mistakes(session).length;
    const rows = byRequirement(session, place.shard);
    const actions = ending({ wrong, open: counts.open, retry, toOpen });
    const further = isOver() || counts.open === 0 ? this.run.onward() : [];
    this.section.show({ counts, rows, again: toReadAgain(rows), actions, further });
  }

  focus(): void {
    this.section.focus();
  }
}

function toReadAgain(rows: readonly RequirementResult[]) {
  const lost = rows.map(({ requirement, asked, counts }) => {
    return { ...requirement, of: asked, lost: counts.wrong + counts.partial };
  });
  return weakest(lost).map((row) => ({ ...row, words: words.missed(row.lost, row.of) }));
}
