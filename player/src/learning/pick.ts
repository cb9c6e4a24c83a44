/** Selects questions to practise, unseen ones first. */

import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import type { Body } from "../core/data";
import { shuffle } from "../core/shuffle";

export interface Filter {
  /** Study pages below the site's root; empty for all. */
  readonly pages: readonly string[];
  readonly types: readonly Body["type"][];
  readonly difficulties: readonly number[];
}

/** Returns the questions that match a filter, in the order of the banks. */
export function matching(
  index: CourseIndex,
  { pages, types, difficulties }: Filter,
): readonly IndexedQuestion[] {
  return index.questions.filter(
    ({ type, difficulty, bank }) =>
      accepts(types, type) &&
      accepts(difficulties, difficulty) &&
      accepts(pages, index.banks[bank]?.page ?? ""),
  );
}

/**
 * Selects `count` questions: first unseen ones in random order, then those seen longest ago.
 *
 * `log` holds attempts, oldest first; `seed` determines the order.
 */
export function pick(
  questions: readonly IndexedQuestion[],
  log: readonly { readonly question: string; readonly at: number }[],
  count: number,
  seed: number,
): readonly string[] {
  const seen = new Map(log.map(({ question, at }) => [question, at]));
  const ids = shuffle(seed, questions.length).map((place) => questions[place]?.id ?? "");
  const ordered = ids.sort((one, other) => (seen.get(one) ?? -1) - (seen.get(other) ?? -1));
  return ordered.slice(0, count);
}

function accepts<Value>(wanted: readonly Value[], value: Value): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

/** The fields of a question and of an attempt that decide what comes first. */
type Versioned = { readonly id: string; readonly version: string };
type Judged = {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
  readonly at: number;
};

/**
 * Returns the ids of questions, those without an answer first, then those last answered wrong or partly right, then
 * the others; among equals the one answered longest ago. `log` is oldest first; an answer to an earlier version of a
 * question does not count.
 */
export function weakFirst(
  questions: readonly Versioned[],
  log: readonly Judged[],
  seed: number,
): readonly string[] {
  const versions = new Map(questions.map(({ id, version }) => [id, version]));
  const last = new Map(
    log
      .filter(({ question, version }) => versions.get(question) === version)
      .map((attempt) => [attempt.question, attempt]),
  );
  const rank = (id: string) => {
    const verdict = last.get(id)?.verdict;
    return verdict === undefined ? 0 : verdict === "right" ? 2 : 1;
  };
  const at = (id: string) => last.get(id)?.at ?? 0;
  return shuffle(seed, questions.length)
    .map((place) => questions[place]?.id ?? "")
    .sort((one, other) => rank(one) - rank(other) || at(one) - at(other));
}
