/** Runs over questions from all banks: starting one, and continuing it another day. */

import type { CourseIndex } from "../core/course-index";
import { tally } from "../learning/session";
import { readRun } from "../store/runs";
import { readSetting } from "../store/settings";
import { make } from "../view/dom";
import { LAYOUTS } from "../view/layout";
import { notice } from "../view/notice";
import { loadQuestions } from "./course";
import { records } from "./host";
import { type Place, Practice } from "./practice";
import { Run, type RunSetting } from "./run";

export interface Round {
  readonly element: HTMLElement;
  readonly practice: Practice;
  /** Focuses the first question. */
  focus(): void;
}

type Kind = Pick<Place, "scope" | "mode">;

/** Starts a run over these questions, in this order. */
export async function beginRound(
  index: CourseIndex,
  kind: Kind,
  ids: readonly string[],
  setting: RunSetting,
): Promise<Round> {
  const shard = await loadQuestions(index, ids);
  const trouble = notice();
  const place = { ...kind, shard, questions: shard.questions, records, troubled: trouble.warn };
  return shown(Practice.start(place), setting, trouble);
}

/** The unfinished run of this kind; null if there is none. */
export async function unfinishedRound(
  index: CourseIndex,
  kind: Kind,
  setting: RunSetting,
): Promise<{ open: number; show(): Promise<Round> } | null> {
  const run = await readRun(records, kind.scope);
  if (!run?.only) return null;
  const shard = await loadQuestions(index, run.only);
  if (shard.questions.length === 0) return null;
  const trouble = notice();
  const place = { ...kind, shard, questions: shard.questions, records, troubled: trouble.warn };
  const practice = await Practice.open(place);
  const { open } = tally(practice.session);
  return open > 0 ? { open, show: () => shown(practice, setting, trouble) } : null;
}

async function shown(
  practice: Practice,
  setting: RunSetting,
  trouble: ReturnType<typeof notice>,
): Promise<Round> {
  const layout = await readSetting(records, "layout", LAYOUTS);
  trouble.warn(records.trouble);
  const run = new Run(practice, layout, setting);
  return { element: make("div", {}, trouble.element, run.element), practice, focus: () => run.focusPlace() };
}
