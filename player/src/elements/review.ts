/** <course-review>: today's review plan and its round. */

import type { CourseIndex } from "../core/course-index";
import { dateOf, today } from "../core/day";
import { forecast } from "../learning/forecast";
import { type Cards, type Limits, nextDue } from "../learning/schedule";
import type { Attempt } from "../store/attempts";
import { readSetting, saveSetting } from "../store/settings";
import { reviewTexts } from "../texts/review";
import { button, type Child, fill, make } from "../view/dom";
import { notice } from "../view/notice";
import { link } from "../view/rich";
import { firstLog, loadIndex } from "./course";
import { fold, panel, select } from "./form";
import { type Player, playerElement, records } from "./host";
import { nextStepPlace } from "./next-step-place";
import { DUE_LIMITS, FRESH_LIMITS, readLimits, readPlan, type TodaysPlan } from "./plan";
import { beginRound, type Round, unfinishedRound } from "./rounds";

const KIND = { scope: "review", mode: "review" } as const;

/** The days in the outlook. */
const DAYS = 14;

export const CourseReview = playerElement(openReview);

async function openReview(): Promise<Player> {
  const [index, limits] = await Promise.all([loadIndex(), readLimits(records)]);
  const review = new Review(index, limits);
  await review.offer(firstLog());
  document.addEventListener("visibilitychange", () => review.lookAtTheDay());
  return { element: review.element };
}

class Review {
  readonly element = make("div", { class: "cq-player" });
  /** The day of the plan on screen; null during a round. */
  private offered: number | null = null;
  private round: Round | null = null;
  /** Counts what came on screen: a plan that was read for long replaces nothing newer. */
  private turn = 0;
  private readonly trouble = notice();
  private readonly summary = make("div", { role: "status" });
  private readonly outlook = make("div");
  private readonly start = button("start", reviewTexts.start, () => this.practise(), {
    class: "cq-primary",
  });

  constructor(
    private readonly index: CourseIndex,
    private limits: Limits,
  ) {}

  /** Shows today's plan, and today's unfinished round. */
  async offer(log?: Promise<readonly Attempt[]>): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const plan = await readPlan(records, this.index, this.limits, log);
    const unfinished = await this.unfinished(plan.day);
    if (turn !== this.turn) return;
    const met = plan.cards.size > 0 || plan.due.length + plan.fresh.length > 0;
    fill(this.start, unfinished ? reviewTexts.startAnew : reviewTexts.start);
    this.start.classList.toggle("cq-primary", unfinished === null);
    fill(
      this.element,
      this.trouble.element,
      unfinished &&
        make("p", { class: "cq-notice" }, reviewTexts.unfinished(unfinished.open), unfinished.goOn),
      panel(
        reviewTexts.today,
        this.summary,
        make("div", { class: "cq-actions" }, this.start),
        met && this.settings(),
      ),
      this.outlook,
      how(),
    );
    this.trouble.warn(records.trouble);
    this.show(plan);
  }

  /** A page left open overnight shows the new day's plan. */
  lookAtTheDay(): void {
    const passed = this.offered !== null && this.offered !== today();
    if (passed && document.visibilityState === "visible") void this.offer();
  }

  private readonly setting = {
    rated: true,
    tools: () => [button("back", reviewTexts.back, () => this.goBack(), { class: "cq-quiet" })],
    onward: () => [this.ending()],
  };

  /** The unfinished round of this day; one of an earlier day is replaced by a new plan. */
  private async unfinished(day: number): Promise<{ open: number; goOn: HTMLElement } | null> {
    const begun = await readSetting(records, "review-day", ["", String(day)]);
    const round = begun === "" ? null : await unfinishedRound(this.index, KIND, this.setting);
    if (!round) return null;
    const goOn = button("resume", reviewTexts.goOn, async () => this.open(await round.show()), {
      class: "cq-primary",
    });
    return { open: round.open, goOn };
  }

  private show(plan: TodaysPlan): void {
    const { day, due, fresh, cards } = plan;
    this.offered = day;
    this.start.hidden = due.length + fresh.length === 0;
    fill(this.summary, ...summary(plan, this.limits));
    const span = { days: DAYS, limit: this.limits.due, done: plan.doneDue };
    fill(this.outlook, outlook(forecast(cards, day, span), day));
  }

  private settings(): HTMLElement {
    const { due, fresh } = this.limits;
    return fold(
      reviewTexts.limits,
      select(reviewTexts.dueLimit, options(DUE_LIMITS), String(due), (chosen) => {
        void this.limit("review-due", { due: Number(chosen), fresh: this.limits.fresh }, chosen);
      }),
      select(reviewTexts.freshLimit, options(FRESH_LIMITS), String(fresh), (chosen) => {
        void this.limit("review-new", { due: this.limits.due, fresh: Number(chosen) }, chosen);
      }),
    );
  }

  private async limit(name: string, limits: Limits, chosen: string): Promise<void> {
    this.limits = limits;
    const { turn } = this;
    await saveSetting(records, name, chosen);
    const plan = await readPlan(records, this.index, this.limits);
    if (turn === this.turn) this.show(plan);
  }

  private async practise(): Promise<void> {
    // Planned again, because the page may have been open for long, or in two tabs.
    const { day, due, fresh } = await readPlan(records, this.index, this.limits);
    if (due.length + fresh.length === 0) return this.offer();
    const round = await beginRound(this.index, KIND, [...due, ...fresh], this.setting);
    await saveSetting(records, "review-day", String(day));
    this.open(round);
  }

  private readonly open = (round: Round): void => {
    this.turn += 1;
    this.offered = null;
    this.round = round;
    fill(this.element, round.element);
    round.focus();
  };

  private async goBack(): Promise<void> {
    await this.offer();
    this.element.querySelector<HTMLElement>(".cq-panel .cq-title")?.focus();
  }

  /** Below the result: when these questions are due again. Filled once the log has been read. */
  private ending(): HTMLElement {
    const element = make("div", { class: "cq-review-ending", role: "status" });
    void readPlan(records, this.index, this.limits).then(({ cards, day }) => {
      const asked = this.round?.practice.session.questions.map(({ id }) => id) ?? [];
      const coming = comingAgain(asked, cards, day);
      fill(
        element,
        coming.length > 0 && make("p", {}, reviewTexts.again(coming)),
        make("p", {}, nextReview(cards, day)),
      );
    });
    return element;
  }
}

/** Today's plan in a sentence or two. */
function summary(plan: TodaysPlan, limits: Limits): readonly Child[] {
  const { cards, day, due, fresh, doneDue, doneFresh } = plan;
  const done = doneDue + doneFresh;
  const left = due.length + fresh.length;
  if (cards.size === 0 && left === 0) return starts();
  const noFresh = fresh.length === 0 && limits.fresh > doneFresh;
  const hint =
    noFresh &&
    make("p", { class: "cq-hint" }, reviewTexts.noFresh, link(reviewTexts.courseMap, "study/index.html"));
  if (left > 0) {
    const [dues, news] = [due.length, fresh.length];
    const words = done > 0 ? reviewTexts.more(done, dues, news) : reviewTexts.planned(dues, news);
    return [make("p", { class: "cq-review-words" }, words), hint];
  }
  const now = done > 0 ? reviewTexts.done : reviewTexts.nothingDue;
  return [make("p", { class: "cq-review-words" }, now, nextReview(cards, day)), hint, nextStepPlace()];
}

function starts(): readonly HTMLElement[] {
  const rows = reviewTexts.starts.map(([path, label, why]) => make("li", {}, link(label, path), `：${why}`));
  return [make("p", {}, reviewTexts.nothingMet), make("ul", {}, ...rows)];
}

function nextReview(cards: Cards, day: number): string {
  const next = nextDue(cards, day);
  return next === null ? "" : reviewTexts.next(next - day, dateOf(next));
}

/** How many of these questions are due again in how many days, the nearest first. */
function comingAgain(
  ids: readonly string[],
  cards: Cards,
  day: number,
): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const id of ids) {
    const days = (cards.get(id)?.due ?? day) - day;
    if (days > 0) counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  return Array.from(counts).sort(([one], [other]) => one - other);
}

/** The days with reviews; null if there are none. */
function outlook(counts: readonly number[], day: number): HTMLElement | null {
  const most = Math.max(...counts);
  if (most === 0) return null;
  const rows = counts.map((count, place) => {
    if (count === 0) return null;
    const bar = make("span", { class: "cq-outlook-bar" });
    bar.style.width = `${(100 * count) / most}%`;
    return make(
      "li",
      { "data-count": count },
      make("span", { class: "cq-outlook-day" }, reviewTexts.outlookDay(place, dateOf(day + place))),
      make("span", { class: "cq-outlook-track", "aria-hidden": "true" }, bar),
      make("span", { class: "cq-figure" }, reviewTexts.count(count)),
    );
  });
  return panel(
    reviewTexts.outlook(counts.length),
    make("p", { class: "cq-hint" }, reviewTexts.outlookHint),
    // Some screen readers announce a list without bullets only if it has the role.
    make("ol", { class: "cq-outlook", role: "list" }, ...rows),
  );
}

function how(): HTMLElement {
  const lines = reviewTexts.howWords.map((words) => make("p", {}, words));
  return make("details", { class: "cq-how cq-fold" }, make("summary", {}, reviewTexts.how), ...lines);
}

/** The choices, in ascending order. */
function options(values: readonly string[]): readonly (readonly [string, string])[] {
  const sorted = values.slice().sort((one, other) => Number(one) - Number(other));
  return sorted.map((value) => [value, reviewTexts.atMost(value)]);
}
