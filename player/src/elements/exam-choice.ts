/** The choice of an exam: a blueprint, a study page if it requires one, a paper number; and past papers. */

import type { CourseIndex } from "../core/course-index";
import type { Exam, StudyPage } from "../core/data";
import { randomSeed } from "../core/random";
import { freshNumber, openExams, type PaperName, readNumber } from "../learning/paper";
import type { HandedIn } from "../store/papers";
import { examTexts } from "../texts/exam";
import { momentText } from "../view/dates";
import { button, fill, make } from "../view/dom";
import { type PrintKind, printButtons } from "../view/exam-print";
import { dataTable } from "../view/table";
import { panel, select, textInput } from "./form";
import { marksText } from "./marks-text";

export interface ChoiceSetting {
  readonly index: CourseIndex;
  readonly history: readonly HandedIn[];
  start(name: PaperName): Promise<void>;
  print(name: PaperName, kind: PrintKind): Promise<void>;
  open(paper: HandedIn): Promise<void>;
}

export class ExamChoice {
  readonly element: HTMLElement;
  /** Exams over the whole course before those over one page, the longest first. */
  private readonly exams: readonly Exam[];
  private exam: Exam;
  private page: StudyPage | null = null;
  private readonly pages = make("div", { class: "cq-exam-pages" });
  private readonly number;
  private readonly problem = make("p", { class: "cq-problem", role: "alert" });

  constructor(
    private readonly setting: ChoiceSetting,
    preferred: string | null,
  ) {
    const { index } = setting;
    this.exams = [...openExams(index)].sort(
      (one, other) => Number(one.choosePage) - Number(other.choosePage) || other.minutes - one.minutes,
    );
    const exam = this.exams.find(({ name }) => name === preferred) ?? this.exams[0];
    if (!exam) throw new Error("there is no paper to choose");
    this.exam = exam;
    this.number = textInput(
      examTexts.number,
      "",
      { name: "paper-number", spellcheck: "false", autocapitalize: "off" },
      () => fill(this.problem),
    );
    this.element = make(
      "div",
      {},
      panel(examTexts.choose, this.examRadios(), this.pages, ...this.numbering(), ...this.actions()),
      paperHistory(setting),
    );
    this.choose(exam);
  }

  private examRadios(): HTMLElement {
    const rows = this.exams.map((exam) => {
      const input = make("input", { type: "radio", name: "exam", value: exam.name });
      input.checked = exam === this.exam;
      input.addEventListener("change", () => this.choose(exam));
      const words = make(
        "span",
        { class: "cq-choice-text" },
        make("strong", {}, exam.title),
        make("span", { class: "cq-exam-about" }, exam.about),
        make("span", { class: "cq-hint" }, aboutExam(exam)),
      );
      return make("label", { class: "cq-choice" }, input, words);
    });
    const legend = make("legend", { class: "cq-unseen" }, examTexts.exam);
    return make("fieldset", { class: "cq-field" }, legend, make("div", { class: "cq-choices" }, ...rows));
  }

  private numbering(): HTMLElement[] {
    const other = button("other-number", examTexts.otherNumber, () => this.renew());
    this.number.element.append(other);
    return [this.number.element, make("p", { class: "cq-hint" }, examTexts.numberHint), this.problem];
  }

  private actions(): readonly HTMLElement[] {
    const start = button("start", examTexts.start, () => this.withName(this.setting.start), {
      class: "cq-primary",
    });
    const printing = printButtons((kind) => this.withName((name) => this.setting.print(name, kind)));
    return [
      make("p", { class: "cq-hint" }, examTexts.rules),
      make("div", { class: "cq-actions cq-start" }, start),
      make("div", { class: "cq-actions" }, ...printing),
      make("p", { class: "cq-hint" }, examTexts.printHint),
    ];
  }

  private choose(exam: Exam): void {
    this.exam = exam;
    const { pages } = this.setting.index;
    this.page = exam.choosePage ? (pages[0] ?? null) : null;
    const options = pages.map(({ path, title }) => [path, title] as const);
    const pageSelect = select(examTexts.page, options, this.page?.path ?? "", (path) => {
      this.page = pages.find((page) => page.path === path) ?? null;
      this.renew();
    });
    fill(this.pages, this.page && pageSelect);
    this.renew();
  }

  private renew(): void {
    this.number.input.value = freshNumber(this.exam, this.page, randomSeed());
    fill(this.problem);
  }

  /** Reads the paper number; it takes precedence over the selection above it. */
  private withName(use: (name: PaperName) => Promise<void>): Promise<void> | undefined {
    const name = readNumber(this.setting.index, this.number.input.value);
    if (name) return use(name);
    fill(this.problem, examTexts.noNumber, freshNumber(this.exam, this.page, 10_000), "。");
    this.number.input.focus();
    return undefined;
  }
}

function aboutExam({ minutes, passing, sections }: Exam): string {
  const count = sections.reduce((sum, section) => sum + section.count, 0);
  const full = sections.reduce((sum, section) => sum + section.count * section.marks, 0);
  return examTexts.about(minutes, full, passing, count);
}

/** Past papers, each with a button that opens it. */
export function paperHistory({
  history: papers,
  open,
}: Pick<ChoiceSetting, "history" | "open">): HTMLElement {
  if (papers.length === 0) return panel(examTexts.history, make("p", {}, examTexts.noHistory));
  const rows = papers.map((paper) => {
    const label = examTexts.row(paper.exam.title, paper.number);
    const look = button("open-paper", examTexts.open, () => open(paper), {
      "aria-label": `${examTexts.open}${label}`,
    });
    return [momentText(paper.ended), label, marksText(paper), look];
  });
  const heads = [examTexts.when, examTexts.paper, examTexts.marks, examTexts.action];
  return panel(examTexts.history, dataTable(heads, rows));
}
