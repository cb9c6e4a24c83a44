/** <course-drill>: a selection of questions, to practise or to read. */

import type { CourseIndex } from "../core/course-index";
import type { Body } from "../core/data";
import { randomSeed } from "../core/random";
import { type Filter, matching, pick } from "../learning/pick";
import { sources } from "../learning/sources";
import { readLog } from "../store/attempts";
import { drillTexts } from "../texts/drill";
import { texts } from "../texts/player";
import { button, fill, make } from "../view/dom";
import { printedQuestion } from "../view/printed";
import { link } from "../view/rich";
import { loadIndex, loadQuestions } from "./course";
import { checks, select } from "./form";
import { type Player, playerElement, records } from "./host";
import { beginRound, type Round, unfinishedRound } from "./rounds";

const KIND = { scope: "drill", mode: "drill" } as const;
const COUNTS = ["10", "20", "50", "100"];
const LEVELS = ["1", "2", "3"];

export const CourseDrill = playerElement(openDrill);

async function openDrill(): Promise<Player> {
  const drill = new Drill(await loadIndex());
  await drill.offer();
  return { element: drill.element };
}

class Drill {
  readonly element = make("div", { class: "cq-player" });
  private filter: Filter = { pages: [], types: [], difficulties: [] };
  private count = 10;
  private readonly available = make("p", { class: "cq-hint", role: "status" });
  private readonly start = button("start", drillTexts.start, () => this.practise(), {
    class: "cq-primary",
  });
  private readonly read = button("read", drillTexts.read, () => this.show());

  constructor(private readonly index: CourseIndex) {}

  /** Shows the form, and the unfinished run if there is one. */
  async offer(): Promise<void> {
    this.filter = { pages: [], types: [], difficulties: [] };
    const unfinished = await unfinishedRound(this.index, KIND, this.setting);
    const goOn =
      unfinished && button("resume", drillTexts.goOn, async () => this.open(await unfinished.show()));
    fill(
      this.element,
      unfinished && make("p", { class: "cq-notice" }, drillTexts.unfinished(unfinished.open), goOn),
      this.form(),
    );
    this.choose({});
  }

  private readonly setting = {
    tools: () => [button("back", drillTexts.back, () => this.goBack(), { class: "cq-quiet" })],
  };

  private async goBack(): Promise<void> {
    await this.offer();
    this.element.querySelector<HTMLElement>("select")?.focus();
  }

  private form(): HTMLElement {
    if (this.index.questions.length === 0) return noQuestions();
    const pages = this.index.pages.map(({ path, title }) => [path, title] as const);
    const types = Array.from(new Set(this.index.questions.map(({ type }) => type)));
    return make(
      "div",
      { class: "cq-card cq-panel" },
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
      make("p", { class: "cq-hint" }, drillTexts.order),
      make("div", { class: "cq-actions" }, this.start, this.read),
      make("p", { class: "cq-hint" }, drillTexts.readHint),
    );
  }

  private choose(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    const { length } = matching(this.index, this.filter);
    fill(this.available, drillTexts.available(length));
    this.start.disabled = length === 0;
    this.read.disabled = length === 0;
  }

  private async picked(): Promise<readonly string[]> {
    return pick(matching(this.index, this.filter), await readLog(records), this.count, randomSeed());
  }

  private async practise(): Promise<void> {
    this.open(await beginRound(this.index, KIND, await this.picked(), this.setting));
  }

  private readonly open = (round: Round): void => {
    fill(this.element, round.element);
    round.focus();
  };

  private async show(): Promise<void> {
    const shard = await loadQuestions(this.index, await this.picked());
    const heading = make(
      "h2",
      { class: "cq-title", tabindex: -1 },
      drillTexts.reading(shard.questions.length),
    );
    const cards = shard.questions.map((question, place) =>
      make(
        "div",
        { class: "cq-card" },
        printedQuestion({
          question,
          number: place + 1,
          seed: 0,
          keyed: true,
          sources: sources(question, shard),
        }),
      ),
    );
    fill(this.element, heading, make("div", { class: "cq-stage" }, ...cards), ...this.setting.tools());
    heading.focus();
  }
}

function noQuestions(): HTMLElement {
  return make(
    "div",
    { class: "cq-card cq-panel" },
    make("p", {}, drillTexts.noQuestions, link(drillTexts.toMap, "study/index.html"), "。"),
  );
}
