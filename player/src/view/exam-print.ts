/** A paper for printing: the questions, the questions with the key, or the answer sheet. */

import type { Exam, Question, Section } from "../core/data";
import { examTexts } from "../texts/exam";
import { button, make } from "./dom";
import { keyText } from "./option-order";
import { printedQuestion } from "./printed";

/** What became of a question that is no longer the one asked. */
export type Former = "corrected" | "withdrawn";

export interface PrintedPaper {
  readonly exam: Exam;
  readonly number: string;
  /** The course version with which the paper was drawn, and that of the questions printed. */
  readonly course: string;
  readonly now: string;
  /** By section; a former question keeps its place. */
  readonly sections: readonly (readonly (Question | Former)[])[];
  seed(id: string): number;
  sources(question: Question): readonly { label: string; href: string }[];
}

export type PrintKind = "paper" | "key" | "sheet";

/** A button for each kind. */
export function printButtons(print: (kind: PrintKind) => unknown): readonly HTMLElement[] {
  const labels = [
    ["paper", examTexts.printPaper],
    ["key", examTexts.printKey],
    ["sheet", examTexts.printSheet],
  ] as const;
  return labels.map(([kind, label]) =>
    button(`print-${kind}`, label, () => print(kind), { class: "cq-quiet" }),
  );
}

/** The printed content, hidden on screen. */
export function printedPaper(paper: PrintedPaper, kind: PrintKind): HTMLElement {
  const { exam, course, now } = paper;
  const titles = {
    paper: exam.title,
    key: examTexts.keyTitle(exam.title),
    sheet: examTexts.sheetTitle(exam.title),
  };
  return make(
    "div",
    { class: "cq-paper" },
    make("h2", { class: "cq-paper-title" }, titles[kind]),
    head(paper),
    kind === "key" ? null : lines(),
    kind === "key" && keyGrid(paper),
    kind === "sheet"
      ? make("div", {}, ...sheet(paper))
      : make("div", { class: "cq-paper-columns" }, ...questions(paper, kind === "key")),
    make("p", { class: "cq-paper-foot" }, examTexts.courseLine(course, now)),
  );
}

function head({ exam, number, sections }: PrintedPaper): HTMLElement {
  const full = exam.sections.reduce(
    (sum, { marks }, place) => sum + (sections[place]?.length ?? 0) * marks,
    0,
  );
  return make("p", { class: "cq-paper-head" }, examTexts.printHead(number, exam.minutes, full));
}

function lines(): HTMLElement {
  const names = [examTexts.branchLine, examTexts.nameLine, examTexts.scoreLine];
  const blanks = names.map((name) =>
    make("span", {}, name, make("span", { class: "cq-paper-line", "aria-hidden": "true" })),
  );
  return make("p", { class: "cq-paper-lines" }, ...blanks);
}

function questions(paper: PrintedPaper, keyed: boolean): HTMLElement[] {
  return eachSection(paper, (section, own, first) => [
    heading(section, own.length),
    ...own.map((question, place) => printedEntry(paper, question, first + place + 1, keyed)),
  ]);
}

function printedEntry(
  paper: PrintedPaper,
  question: Question | Former,
  number: number,
  keyed: boolean,
): HTMLElement {
  if (typeof question === "string") {
    const words = examTexts.notPrinted(number, examTexts.formerly[question]);
    return make("p", { class: "cq-printed" }, words);
  }
  const [seed, sources] = [paper.seed(question.id), paper.sources(question)];
  return printedQuestion({ question, number, seed, keyed, sources });
}

/** All keys on a page of their own, for marking many papers. */
function keyGrid(paper: PrintedPaper): HTMLElement {
  const sections = eachSection(paper, (section, own, first) => [
    make("h3", { class: "cq-paper-section" }, section.title),
    make(
      "ol",
      { class: wide(section) ? "cq-paper-keys" : "cq-paper-keys cq-paper-keys-short", start: first + 1 },
      ...own.map((question, place) =>
        make(
          "li",
          {},
          make("strong", {}, String(first + place + 1)),
          " ",
          typeof question === "string"
            ? examTexts.formerly[question]
            : keyText(question, paper.seed(question.id)),
        ),
      ),
    ),
  ]);
  return make("div", { class: "cq-paper-key" }, ...sections);
}

function sheet(paper: PrintedPaper): HTMLElement[] {
  return eachSection(paper, (section, own, first) => [
    heading(section, own.length),
    make(
      "div",
      { class: wide(section) ? "cq-paper-cells cq-paper-cells-wide" : "cq-paper-cells" },
      ...own.map((_, place) => make("span", {}, String(first + place + 1))),
    ),
  ]);
}

function wide({ type }: Section): boolean {
  return type !== "single" && type !== "truefalse" && type !== "multiple";
}

function heading(section: Section, count: number): HTMLElement {
  return make(
    "h3",
    { class: "cq-paper-section" },
    examTexts.section(section.title, count, examTexts.rule(section)),
  );
}

function eachSection(
  { exam, sections }: PrintedPaper,
  print: (section: Section, own: readonly (Question | Former)[], first: number) => HTMLElement[],
): HTMLElement[] {
  let first = 0;
  return sections.flatMap((own, place) => {
    const section = exam.sections[place];
    if (!section) return [];
    const printed = print(section, own, first);
    first += own.length;
    return printed;
  });
}
