/** What is known of each study page, from what is known of its requirements. */

import type { CourseIndex } from "../core/course-index";
import type { RequirementMastery } from "./study";

export interface PageMastery {
  /** Below the site's root. */
  readonly page: string;
  readonly title: string;
  readonly minutes: number;
  /** From 0 to 1: the mean over the questions of the page; 0 without questions. */
  readonly mastery: number;
  /** Questions answered at least once, and all questions; one that asks two requirements counts for both. */
  readonly asked: number;
  readonly all: number;
  readonly requirements: readonly RequirementMastery[];
}

/** The number of weak pages shown. */
const WEAKEST = 3;

/** A page below this mastery is weak. */
const ENOUGH = 0.9;

/** Returns every study page in reading order. */
export function byPage(
  { pages }: CourseIndex,
  masteries: readonly RequirementMastery[],
): readonly PageMastery[] {
  return pages.map(({ path, title, minutes }) => {
    const requirements = masteries.filter(({ page }) => page === path);
    const all = sum(requirements, ({ all }) => all);
    return {
      page: path,
      title,
      minutes,
      mastery: all === 0 ? 0 : sum(requirements, ({ mastery, all }) => mastery * all) / all,
      asked: sum(requirements, ({ asked }) => asked),
      all,
      requirements,
    };
  });
}

/** Returns the least mastered pages among those with an answer. */
export function weakestPages(pages: readonly PageMastery[]): readonly PageMastery[] {
  return pages
    .filter(({ asked, mastery }) => asked > 0 && mastery < ENOUGH)
    .sort((one, other) => one.mastery - other.mastery)
    .slice(0, WEAKEST);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
