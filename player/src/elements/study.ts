/** Everything derived from a learner's record for a page, computed once. */

import type { CourseIndex } from "../core/course-index";
import { forecast } from "../learning/forecast";
import { lastVerdicts, verdictKey } from "../learning/progress";
import type { Plan } from "../learning/schedule";
import { byDay, type DayCount, masteries, type RequirementMastery } from "../learning/study";
import { type HandedIn, readPapers } from "../store/papers";
import { readProfiles } from "../store/profiles";
import type { Read } from "../store/reads";
import { countTicks } from "../store/ticks";
import { progressTexts as words } from "../texts/progress";
import { dayText } from "../view/dates";
import { yieldToBrowser } from "../view/yield-to-browser";
import { firstLog } from "./course";
import { records } from "./host";
import { readLimits, readPlan } from "./plan";

const FORECAST_DAYS = 14;

export interface Study {
  readonly index: CourseIndex;
  readonly name: string;
  readonly day: number;
  readonly reads: readonly Read[];
  readonly ticks: ReadonlyMap<string, number>;
  readonly masteries: readonly RequirementMastery[];
  readonly days: readonly DayCount[];
  readonly papers: readonly HandedIn[];
  readonly forecast: readonly number[];
  readonly plan: Plan;
  readonly answered: { readonly asked: number; readonly right: number; readonly all: number };
}

/** Reads the whole record of this learner and derives the figures from it. */
export async function readStudy(index: CourseIndex): Promise<Study> {
  const limits = await readLimits(records);
  const [plan, ticks, papers, profiles] = await Promise.all([
    readPlan(records, index, limits, firstLog()),
    countTicks(records),
    readPapers(records),
    readProfiles(records),
  ]);
  const { day, log, reads } = plan;
  await yieldToBrowser();
  const last = lastVerdicts(log);
  const answered = index.questions.map(({ id, version }) => last.get(verdictKey(id, version)));
  await yieldToBrowser();
  const known = masteries(index, log, plan.cards, day);
  await yieldToBrowser();
  return {
    index,
    name: profiles.find(({ id }) => id === records.profile)?.name ?? "",
    day,
    plan,
    reads,
    ticks,
    papers,
    masteries: known,
    days: byDay(log),
    forecast: forecast(plan.cards, day, { days: FORECAST_DAYS, limit: limits.due, done: plan.doneDue }),
    answered: {
      asked: answered.filter((verdict) => verdict !== undefined).length,
      right: answered.filter((verdict) => verdict === "right").length,
      all: answered.length,
    },
  };
}

/** How far a page has been read, as text. */
export function stateWords(read: Read | undefined): string {
  if (!read) return words.unread;
  return read.ended === null ? words.begun : words.ended(dayText(read.ended));
}
