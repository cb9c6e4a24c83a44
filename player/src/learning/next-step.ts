/** Works out the next step from the record. */

import type { CourseIndex } from "../core/course-index";
import type { NextStep } from "../core/next-step";
import { isUnderWay, type PathState, pageOf, pathStates, placesRead, type ReadPlace, titleOf } from "./paths";
import { type RequirementMastery, weakest } from "./study";

export interface Situation {
  readonly index: CourseIndex;
  /** The reviews left today. */
  readonly due: number;
  /** Whether a paper is in progress. */
  readonly running: boolean;
  /** The latest first. */
  readonly reads: readonly ReadPlace[];
  readonly masteries: readonly RequirementMastery[];
}

/** Returns the most urgent thing to do; null if the course has nothing. */
export function nextStep(situation: Situation): NextStep | null {
  const { index, due, running, reads } = situation;
  if (due > 0) return { kind: "review", count: due };
  if (running) return { kind: "paper" };
  const left = pageLeftOff(index, reads);
  const states = pathStates(index, reads);
  const underWay = states.find(isUnderWay);
  if (underWay) return stepOf(index, underWay, left);
  return left ?? weakestOf(situation) ?? startOf(index, states, reads) ?? lastOf(index);
}

/** The next step of a path: where the reader left off, if that is on it, else the first that is not read. */
function stepOf(index: CourseIndex, { path, done }: PathState, left: NextStep | null): NextStep {
  const open = path.steps.flatMap((step, number) => (done[number] ? [] : [{ step, number }]));
  const begun = left?.kind === "read" ? open.find(({ step }) => step === pageOf(left.place)) : undefined;
  const { step, number } = begun ?? open[0] ?? { step: "", number: 0 };
  return {
    kind: "path",
    path: path.title,
    number: number + 1,
    all: path.steps.length,
    place: begun && left?.kind === "read" ? left.place : step,
    title: titleOf(index, step),
  };
}

/** The page read last, if it was not read to its end, then or before. */
function pageLeftOff(
  index: CourseIndex,
  reads: readonly ReadPlace[],
): Extract<NextStep, { kind: "read" }> | null {
  const last = reads.find(({ page, place, ended }) => ended === null && place && titleOf(index, page));
  if (!last) return null;
  const at = titleOf(index, `${last.page}#${last.place}`);
  return {
    kind: "read",
    place: at ? `${last.page}#${last.place}` : last.page,
    title: titleOf(index, last.page),
    at,
  };
}

function weakestOf({ masteries }: Situation): NextStep | null {
  const [found] = weakest(masteries);
  if (!found) return null;
  return { kind: "weak", place: `${found.page}#${found.id}`, title: found.title, mastery: found.mastery };
}

/** The beginning of a path that is not begun, else the first page that is not read. */
function startOf(
  index: CourseIndex,
  states: readonly PathState[],
  reads: readonly ReadPlace[],
): NextStep | null {
  const fresh = states.find(({ done }) => done.includes(false));
  const read = placesRead(reads);
  const place = fresh?.path.steps[0] ?? index.pages.find(({ path }) => !read.has(path))?.path;
  return place ? { kind: "start", path: fresh?.path.title ?? "", place, title: titleOf(index, place) } : null;
}

function lastOf({ exams, questions }: CourseIndex): NextStep | null {
  if (exams.length > 0) return { kind: "exam" };
  return questions.length > 0 ? { kind: "drill" } : null;
}
