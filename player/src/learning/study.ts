/** A learner's figures, derived from the log on demand. */

import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import { dayOf, mondayOf } from "../core/day";
import { lastVerdicts, verdictKey } from "./progress";
import { type Cards, retrievability } from "./schedule";

/** The fields of an attempt that are used here; later ones come after earlier ones. */
export interface Answered {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
  readonly at: number;
  readonly zone: number;
}

export interface RequirementMastery {
  readonly id: string;
  readonly title: string;
  /** The study page, below the site's root. */
  readonly page: string;
  /** From 0 to 1: the mean probability of answering its questions right today. */
  readonly mastery: number;
  /** Questions answered at least once, questions last answered right, and all questions. */
  readonly asked: number;
  readonly right: number;
  readonly all: number;
}

export interface DayCount {
  readonly day: number;
  readonly right: number;
  readonly all: number;
}

/** The number of weakest requirements shown. */
const WEAKEST = 5;

/**
 * Returns the mastery of each requirement on a day, in reading order.
 *
 * A question last answered right counts with its probability of recall; any other counts as 0. Mastery is the mean
 * over the questions of a requirement. Requirements without questions are left out.
 */
export function masteries(
  index: CourseIndex,
  log: readonly Answered[],
  cards: Cards,
  day: number,
): readonly RequirementMastery[] {
  const last = lastVerdicts(log);
  const asking = byRequirement(index);
  return index.pages.flatMap(({ path, requirements }) =>
    requirements.flatMap(({ id, title }) => {
      const questions = asking.get(id) ?? [];
      if (questions.length === 0) return [];
      const verdicts = questions.map(({ id, version }) => last.get(verdictKey(id, version)));
      const chances = questions.map(({ id: question }, place) =>
        verdicts[place] === "right" ? chanceOf(cards, question, day) : 0,
      );
      return [
        {
          id,
          title,
          page: path,
          mastery: chances.reduce((sum, chance) => sum + chance, 0) / questions.length,
          asked: verdicts.filter((verdict) => verdict !== undefined).length,
          right: verdicts.filter((verdict) => verdict === "right").length,
          all: questions.length,
        },
      ];
    }),
  );
}

/** Returns the least mastered requirements among those attempted. */
export function weakest(all: readonly RequirementMastery[]): readonly RequirementMastery[] {
  return all
    .filter(({ asked, mastery }) => asked > 0 && mastery < 0.9)
    .sort((one, other) => one.mastery - other.mastery)
    .slice(0, WEAKEST);
}

/** Counts right answers and all answers by day, oldest first. */
export function byDay(log: readonly Answered[]): readonly DayCount[] {
  const days = new Map<number, DayCount>();
  for (const { verdict, at, zone } of log) {
    if (verdict === "pending") continue;
    const day = dayOf(at, zone);
    const before = days.get(day) ?? { day, right: 0, all: 0 };
    days.set(day, { day, right: before.right + (verdict === "right" ? 1 : 0), all: before.all + 1 });
  }
  return Array.from(days.values()).sort((one, other) => one.day - other.day);
}

/** Counts by weeks from Monday; `day` is the Monday. Returns the last `most` weeks up to the day `until`. */
export function byWeek(days: readonly DayCount[], until: number, most: number): readonly DayCount[] {
  const first = mondayOf(until) - 7 * (most - 1);
  const weeks = Array.from({ length: most }, (_, week) => ({ day: first + 7 * week, right: 0, all: 0 }));
  for (const { day, right, all } of days) {
    const week = weeks[Math.floor((day - first) / 7)];
    if (!week) continue;
    week.right += right;
    week.all += all;
  }
  return weeks;
}

function chanceOf(cards: Cards, question: string, day: number): number {
  const card = cards.get(question);
  return card ? retrievability(card, day) : 0;
}

/** The questions by requirement. */
function byRequirement(index: CourseIndex): ReadonlyMap<string, readonly IndexedQuestion[]> {
  const homes = new Map(
    index.pages.flatMap(({ requirements }) =>
      requirements.flatMap(({ id, points }) => points.map((point) => [point, id] as const)),
    ),
  );
  const found = new Map<string, IndexedQuestion[]>();
  for (const question of index.questions) {
    for (const id of new Set(question.points.flatMap((point) => homes.get(point) ?? []))) {
      found.set(id, [...(found.get(id) ?? []), question]);
    }
  }
  return found;
}
