/** Which questions to practise: those of some kind, the unknown ones first. */

import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import type { Body } from "../core/data";
import { shuffle } from "../core/shuffle";

export interface Filter {
  /** Study pages below the site's root; none for all. */
  readonly pages: readonly string[];
  readonly types: readonly Body["type"][];
  readonly difficulties: readonly number[];
}

/** The questions that a filter lets through, in the order of the banks. */
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
 * Takes `count` of them: first those never seen, in an order by chance, then those seen longest ago.
 *
 * `log` holds attempts, oldest first; `seed` is the chance.
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
