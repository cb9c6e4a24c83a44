/** The result of a paper: its marks by section, requirement and difficulty, and each question with feedback. */

import { readResponse, type ShortResponse } from "../core/answer";
import type { CourseIndex } from "../core/course-index";
import type { Question, Shard } from "../core/data";
import { fullHalves } from "../core/marks";
import { seedOn } from "../learning/paper";
import {
  byDifficulty,
  byRequirementAsked,
  bySection,
  fullScore,
  isPassed,
  type Mark,
  passMark,
  pendingCount,
  type Share,
  score,
  sectionOf,
  settle,
} from "../learning/sitting";
import { sources } from "../learning/sources";
import { weakest } from "../learning/weakest";
import { type HandedIn, settleMark } from "../store/papers";
import { examTexts } from "../texts/exam";
import { texts } from "../texts/player";
import { type Card, questionCard } from "../view/card";
import { ChunkedRender } from "../view/chunked-render";
import { momentText } from "../view/dates";
import { button, type Child, fill, make } from "../view/dom";
import { readAgain } from "../view/read-again";
import { link } from "../view/rich";
import { dataTable } from "../view/table";
import { records } from "./host";
import { questionReport } from "./question-report";

/** Cards rendered per animation frame. */
const CARDS = 4;

export interface ResultSetting {
  readonly index: CourseIndex;
  /** The questions of the paper that are still in the course. */
  readonly shard: Shard;
  readonly paper: HandedIn;
  /** Whether the browser saved it. */
  readonly kept: boolean;
  /** Called when the browser did not save a mark. */
  troubled(): void;
  /** What to do next: practise what was missed, which comes first after a paper that failed; another paper; go back. */
  readonly actions: (missed: readonly Mark[], failed: boolean) => Child;
  readonly tools: readonly Child[];
}

export class ExamResult {
  readonly element = make("div", { class: "cq-exam-result" });
  private readonly head = make("section", { class: "cq-card cq-panel cq-result" });
  private readonly list = make("div", { class: "cq-stage" });
  private readonly chunks = new ChunkedRender(CARDS);
  private readonly heading = make("h2", { class: "cq-title", tabindex: -1 }, examTexts.result);
  /** Ticked as covered, and not saved yet. */
  private readonly ticked = new Map<string, ShortResponse>();
  private paper: HandedIn;
  private onlyWrong: boolean;

  constructor(private readonly setting: ResultSetting) {
    this.paper = setting.paper;
    this.onlyWrong = this.wrong().length > 0;
    const filter = button("filter", "", () => {
      this.onlyWrong = !this.onlyWrong;
      label();
      this.drawList();
    });
    const label = () => fill(filter, this.onlyWrong ? examTexts.showAll : examTexts.showWrong);
    label();
    this.drawHead();
    this.drawList();
    this.element.append(
      this.head,
      make("div", { class: "cq-exam-list-head" }, make("h2", {}, examTexts.questions), filter),
      this.list,
    );
  }

  focus(): void {
    this.heading.focus();
  }

  private drawHead(): void {
    const { index, kept, actions } = this.setting;
    const { paper } = this;
    const minutes = Math.max(1, Math.round(paper.used / 60_000));
    const byRequirement = byRequirementAsked(paper, paper.marked, index);
    fill(
      this.head,
      this.heading,
      paper.timedOut && make("p", { class: "cq-notice" }, examTexts.timedOut),
      !kept && make("p", { class: "cq-notice" }, examTexts.notKept),
      this.score(),
      make(
        "p",
        { class: "cq-hint" },
        examTexts.meta(paper.number, paper.course, momentText(paper.ended), minutes),
      ),
      // What waits for the learner's own assessment is not missed yet.
      actions(
        this.wrong().filter(({ standing }) => standing !== "pending"),
        pendingCount(paper.marked) === 0 && !isPassed(paper, paper.marked),
      ),
      ...readAgain(this.toReadAgain(byRequirement)),
      this.details(byRequirement),
      make("div", { class: "cq-tools" }, ...this.setting.tools),
    );
  }

  /** Where the marks were earned, and how they were counted. */
  private details(byRequirement: readonly Share[]): HTMLElement {
    const { paper } = this;
    return make(
      "details",
      { class: "cq-fold" },
      make("summary", {}, examTexts.details),
      make("h3", {}, examTexts.bySection),
      shareTable(bySection(paper, paper.marked), (name) => name),
      make("h3", {}, examTexts.byRequirement),
      shareTable(byRequirement, (id) => this.requirement(id)),
      make("h3", {}, examTexts.byDifficulty),
      shareTable(byDifficulty(paper, paper.marked, this.setting.index), (level) =>
        texts.difficulty(Number(level)),
      ),
      make("h3", {}, examTexts.marking),
      make(
        "ul",
        {},
        ...paper.exam.sections.map((section) =>
          make("li", {}, `${section.title}：${examTexts.rule(section)}`),
        ),
      ),
    );
  }

  private toReadAgain(shares: readonly Share[]) {
    const lost = shares.flatMap(({ name, halves, full }) => {
      const known = this.setting.shard.requirements[name];
      const words = examTexts.earned(halves, full);
      return known ? [{ label: known.title, href: known.href, words, lost: full - halves, of: full }] : [];
    });
    return weakest(lost);
  }

  private score(): HTMLElement {
    const { marked } = this.paper;
    const pending = pendingCount(marked);
    const total = [
      make("strong", {}, examTexts.score(score(marked))),
      examTexts.ofScore(fullScore(this.paper)),
    ];
    const status = { class: "cq-score", role: "status" };
    if (pending > 0) return make("p", status, ...total, make("span", {}, examTexts.pending(pending)));
    const passing = examTexts.points(passMark(this.paper));
    const passed = isPassed(this.paper, marked);
    const words = passed ? examTexts.passed(passing) : examTexts.failed(passing);
    return make("p", { ...status, "data-passed": String(passed) }, ...total, make("span", {}, words));
  }

  private requirement(id: string): Child {
    const known = this.setting.shard.requirements[id];
    return known ? link(known.title, known.href) : id;
  }

  /** Answers without full marks. */
  private wrong(): readonly Mark[] {
    return this.paper.marked.filter((mark) => mark.halves < this.worth(mark));
  }

  private worth({ question }: Mark): number {
    const section = sectionOf(this.paper, question);
    return section ? fullHalves(section) : 0;
  }

  private drawList(): void {
    const shown = this.onlyWrong ? this.wrong() : this.paper.marked;
    // The score and its tables above are enough for one frame.
    const slots = this.chunks.begin(
      shown.map((mark) => () => this.one(mark)),
      0,
    );
    fill(this.list, shown.length === 0 && make("p", {}, examTexts.allRight), ...slots);
  }

  /** The next question that waits for self-assessment. */
  private pending(): HTMLElement | null {
    const find = () => this.list.querySelector<HTMLElement>('[data-verdict="pending"]');
    while (!find() && this.chunks.proceed());
    return find();
  }

  private one(mark: Mark): HTMLElement {
    const number = this.paper.marked.indexOf(mark) + 1;
    const question = this.setting.shard.questions.find(({ id }) => id === mark.question);
    if (question?.version === mark.version) return this.card(mark, question, number);
    const words = question ? examTexts.void : examTexts.withdrawn;
    return make("p", { class: "cq-card cq-void" }, words(number, mark.halves));
  }

  private card(mark: Mark, question: Question, number: number): HTMLElement {
    const response = this.ticked.get(question.id) ?? readResponse(question, mark.response);
    const card: Card = questionCard({
      question,
      number,
      heading: "h3",
      // A blank answer is shown as wrong.
      entry: { response, standing: mark.standing ?? "wrong" },
      seed: seedOn(this.paper.number, question.id),
      sources: sources(question, this.setting.shard),
      report: questionReport(question, this.setting.shard.course),
      rated: false,
      bar: null,
      changed: () => {},
      submitted: () => {},
      covered: (covered) => {
        this.ticked.set(question.id, { ...(response as ShortResponse), covered });
      },
      marked: () => void this.settle(mark, question, this.ticked.get(question.id) ?? response),
    });
    const earned = make("p", { class: "cq-earned" }, examTexts.earned(mark.halves, this.worth(mark)));
    card.element.querySelector(".cq-head")?.after(earned);
    return card.element;
  }

  /** Saves the learner's self-assessment in the paper and in the log. */
  private async settle(mark: Mark, question: Question, response: unknown): Promise<void> {
    const settled = settle(this.paper, mark, question, response);
    const marked = this.paper.marked.map((one) => (one === mark ? settled : one));
    const stands = await settleMark(records, this.paper, settled);
    this.paper = stands ?? { ...this.paper, marked };
    if (!stands) this.setting.troubled();
    this.drawHead();
    this.drawList();
    (this.pending() ?? this.heading).focus();
  }
}

function shareTable(shares: readonly Share[], nameOf: (name: string) => Child): HTMLElement {
  return dataTable(
    [examTexts.name, examTexts.got, examTexts.ofFull],
    shares.map(({ name, halves, full }) => [nameOf(name), examTexts.points(halves), examTexts.points(full)]),
  );
}
