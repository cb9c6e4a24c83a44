/** Learning paths: which of their steps are read, and which comes next. */

import type { CourseIndex } from "../core/course-index";
import type { LearningPath } from "../core/data";

/** The fields of a reading state that are used here; the latest comes first. */
export interface ReadPlace {
  /** A study page, or a requirement as page and `#id`. */
  readonly page: string;
  /** The id of the last heading reached. */
  readonly place: string;
  readonly ended: number | null;
}

export interface PathState {
  readonly path: LearningPath;
  /** Whether each step is read. */
  readonly done: readonly boolean[];
}

/** Returns the pages and requirements that are read to their ends. */
export function placesRead(reads: readonly ReadPlace[]): ReadonlySet<string> {
  return new Set(reads.flatMap(({ page, ended }) => (ended === null ? [] : page)));
}

/** Returns whether a page, or a requirement by itself or with its page, is read. */
export function isPlaceRead(read: ReadonlySet<string>, step: string): boolean {
  return read.has(step) || read.has(pageOf(step));
}

/** Returns the page of a step. */
export function pageOf(step: string): string {
  return step.split("#")[0] ?? "";
}

export function pathStates({ paths }: CourseIndex, reads: readonly ReadPlace[]): readonly PathState[] {
  const read = placesRead(reads);
  return paths.map((path) => ({ path, done: path.steps.map((step) => isPlaceRead(read, step)) }));
}

export function isUnderWay({ done }: PathState): boolean {
  return done.includes(true) && done.includes(false);
}

/** Returns the path that a reader at this step follows: the one under way, else the first with it that is not complete. */
export function pathThrough(states: readonly PathState[], step: string): PathState | undefined {
  const underWay = states.find(isUnderWay);
  const candidates = underWay ? [underWay] : states.filter(({ done }) => done.includes(false));
  return candidates.find(({ path }) => path.steps.includes(step));
}

/** Returns the title of a page or requirement; empty if the course does not have it. */
export function titleOf({ pages }: CourseIndex, step: string): string {
  const page = pages.find(({ path }) => path === pageOf(step));
  const id = step.split("#")[1];
  if (!id) return page?.title ?? "";
  return page?.requirements.find((one) => one.id === id)?.title ?? "";
}
