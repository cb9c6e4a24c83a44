/** The form that selects questions: page, types, difficulties, and how many. */

import type { CourseIndex } from "../core/course-index";
import type { Body } from "../core/data";
import { randomSeed } from "../core/random";
import { type Filter, matching, pick } from "../learning/pick";
import { readLog } from "../store/attempts";
import { drillTexts } from "../texts/drill";
import { texts } from "../texts/player";
import { type Child, fill, make } from "../view/dom";
import { link } from "../view/rich";
import { checks, select } from "./form";
import { records } from "./host";

const COUNTS = ["10", "20", "50", "100"];
const LEVELS = ["1", "2", "3"];

export class QuestionFilter {
  readonly element: HTMLElement;
  private filter: Filter = { pages: [], types: [], difficulties: [] };
  private count = 10;
  private readonly available = make("p", { class: "cq-hint", role: "status" });

  /** `start` is off while no question matches; the other content stands below it. */
  constructor(
    private readonly index: CourseIndex,
    private readonly start: HTMLButtonElement,
    ...below: readonly Child[]
  ) {
    const fields = index.questions.length === 0 ? [noQuestions()] : [...this.fields(), ...below];
    this.element = make("div", { class: "cq-card cq-panel" }, ...fields);
    this.choose({});
  }

  /** Returns the ids of the selected questions, in the order in which they are asked. */
  async picked(): Promise<readonly string[]> {
    return pick(matching(this.index, this.filter), await readLog(records), this.count, randomSeed());
  }

  private fields(): readonly HTMLElement[] {
    const pages = this.index.pages.map(({ path, title }) => [path, title] as const);
    const types = Array.from(new Set(this.index.questions.map(({ type }) => type)));
    return [
      select(drillTexts.page, [["", drillTexts.allPages], ...pages], "", (page) =>
        this.choose({ pages: page ? [page] : [] }),
      ),
      checks(
        drillTexts.types,
        types.map((type) => [type, texts.type(type)]),
        (chosen) => this.choose({ types: chosen as Body["type"][] }),
      ),
      checks(
        drillTexts.difficulties,
        LEVELS.map((level) => [level, texts.difficulty(Number(level))]),
        (chosen) => this.choose({ difficulties: chosen.map(Number) }),
      ),
      select(
        drillTexts.count,
        COUNTS.map((count) => [count, count]),
        String(this.count),
        (count) => {
          this.count = Number(count);
        },
      ),
      this.available,
      make("div", { class: "cq-actions cq-start" }, this.start),
      make("p", { class: "cq-hint" }, drillTexts.order),
    ];
  }

  private choose(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    const { length } = matching(this.index, this.filter);
    fill(this.available, drillTexts.available(length));
    this.start.disabled = length === 0;
  }
}

function noQuestions(): HTMLElement {
  return make("p", {}, drillTexts.noQuestions, link(drillTexts.toMap, "study/index.html"), "。");
}
