/** The summary of a branch's slips: figures, charts and tables. */

import type { CourseIndex } from "../core/course-index";
import { visible } from "../core/visible";
import {
  bands,
  type Counted,
  type Hard,
  hardestQuestions,
  hardestRequirements,
  overTime,
  paperRows,
  participation,
  type Unit,
} from "../learning/branch";
import type { Slip } from "../learning/slip";
import { branchTexts } from "../texts/branch";
import { barChart, lineChart, rowChart } from "../view/chart";
import { type Child, fill, make } from "../view/dom";
import { link, linkButton } from "../view/rich";
import { stemText } from "../view/stem-text";
import { dataTable } from "../view/table";
import { memberTable } from "./branch-table";
import { loadQuestions } from "./course";
import { panel, select, textInput } from "./form";

/** The most papers in a chart; the table lists all. */
const MOST_DRAWN = 8;

/** The longest question stem on screen, in characters. */
const LONGEST_STEM = 60;

export class BranchSummary {
  readonly element = make("div", { hidden: true });
  private slips: readonly Slip[] = [];
  private expected = "";
  /** The paper whose scores are shown; empty for all. */
  private number = "";
  private unit: Unit = "month";
  private readonly rate = make("p", { role: "status" });
  private readonly scores = make("div");
  private readonly time = make("div");

  constructor(private readonly index: CourseIndex) {}

  /** Shows the summary; members are listed in this order. */
  show(counted: readonly Counted[]): void {
    this.slips = counted.map(({ slip }) => slip);
    this.element.hidden = counted.length === 0;
    const questions = make("div");
    fill(
      this.element,
      this.takingPart(),
      ...this.paperPanels(),
      panel(
        branchTexts.requirements,
        make("p", { class: "cq-hint" }, branchTexts.requirementsHint),
        ...this.hardRequirements(),
      ),
      panel(branchTexts.questions, make("p", { class: "cq-hint" }, branchTexts.questionsHint), questions),
      panel(
        branchTexts.members,
        make("p", { class: "cq-hint" }, branchTexts.membersHint),
        memberTable(counted),
      ),
    );
    void this.showQuestions(questions);
  }

  private takingPart(): HTMLElement {
    const lines = branchTexts.takingLines(participation(this.slips)).filter(Boolean);
    const attributes = { inputmode: "numeric", maxlength: 5, class: "cq-input cq-branch-number" };
    const expected = textInput(branchTexts.expected, this.expected, attributes, (value) => {
      this.expected = value;
      this.showRate();
    });
    this.showRate();
    return panel(
      branchTexts.taking,
      ...lines.map((line) => make("p", {}, line)),
      expected.element,
      this.rate,
    );
  }

  private showRate(): void {
    const expected = Number(visible(this.expected).normalize("NFKC"));
    const { slips, sat } = participation(this.slips);
    const known = Number.isInteger(expected) && expected > 0;
    if (!known) fill(this.rate, branchTexts.rateAsk);
    else if (expected < slips) fill(this.rate, branchTexts.rateOver);
    else fill(this.rate, branchTexts.rate(slips, sat, expected));
  }

  private paperPanels(): readonly HTMLElement[] {
    const rows = paperRows(this.slips);
    if (rows.length === 0) return [panel(branchTexts.scores, make("p", {}, branchTexts.noPapers))];
    const numbers = rows.map(({ number, title }) => [number, branchTexts.paperName(number, title)] as const);
    // A paper number is never empty, so the empty value stands for all.
    const all = ["", branchTexts.allPapers] as const;
    if (rows.every(({ number }) => number !== this.number)) this.number = "";
    this.showScores();
    this.showTime();
    return [
      panel(
        branchTexts.scores,
        select(branchTexts.which, [all, ...numbers], this.number, (number) => {
          this.number = number;
          this.showScores();
        }),
        this.scores,
      ),
      this.passes(),
      panel(
        branchTexts.time,
        select(branchTexts.by, branchTexts.units, this.unit, (unit) => {
          this.unit = unit === "day" ? "day" : "month";
          this.showTime();
        }),
        this.time,
      ),
    ];
  }

  private showScores(): void {
    const values = bands(this.slips, this.number || null);
    const chart = barChart({
      title: branchTexts.scoresTitle,
      labels: branchTexts.bandNames,
      values,
      unit: branchTexts.copies,
      words: branchTexts.scoresWords(branchTexts.bandNames, values),
      of: branchTexts.bandOf,
    });
    fill(this.scores, chart);
  }

  private passes(): HTMLElement {
    const rows = paperRows(this.slips);
    const drawn = rows.slice(0, MOST_DRAWN);
    const chart = rowChart({
      title: branchTexts.passesTitle,
      labels: drawn.map(({ number }) => number),
      values: drawn.map(({ passed, count }) => Math.round((passed * 100) / count)),
      unit: branchTexts.percentUnit,
      words: branchTexts.passesWords(drawn, rows.length),
      of: branchTexts.which,
      highest: 100,
    });
    const lines = rows.map(({ number, title, count, passed }) => [
      number,
      title,
      String(count),
      String(passed),
      branchTexts.percent(passed, count),
    ]);
    return panel(branchTexts.passes, chart, dataTable(branchTexts.passHeads, lines));
  }

  private showTime(): void {
    const { unit } = this;
    const periods = overTime(this.slips, unit);
    const most = periods.reduce((best, one) => (one.count > best.count ? one : best), {
      label: "",
      count: 0,
    });
    const [first, last] = [periods[0]?.label ?? "", periods[periods.length - 1]?.label ?? ""];
    const chart = lineChart({
      title: branchTexts.timeTitle(unit),
      labels: periods.map(({ label }) => label),
      values: periods.map(({ count }) => count),
      unit: branchTexts.copies,
      words: branchTexts.timeWords(first, last, most.label, most.count),
      of: branchTexts.timeOf(unit),
    });
    fill(this.time, chart);
  }

  /** The requirements, each with its slides; the weakest comes first. */
  private hardRequirements(): readonly Child[] {
    const hard = hardestRequirements(this.slips);
    const places = new Map(
      this.index.pages.flatMap(({ path, requirements }) =>
        requirements.map(({ id, title }) => [id, { path, id, title }] as const),
      ),
    );
    const names = new Map(
      Array.from(places.values(), ({ path, id, title }) => {
        const slides = make(
          "span",
          { class: "cq-to-slides" },
          inNewTab(link(branchTexts.project, slidesPath(path, id))),
        );
        return [id, make("span", {}, inNewTab(link(title, `${path}#${id}`)), slides)] as const;
      }),
    );
    const weakest = places.get(hard[0]?.id ?? "");
    return [
      weakest &&
        make(
          "p",
          { class: "cq-to-slides" },
          inNewTab(linkButton(branchTexts.projectFirst(weakest.title), slidesPath(weakest.path, weakest.id))),
        ),
      hardTable(branchTexts.requirementHeads, hard, names),
    ];
  }

  /** The question texts come from the banks; if these fail to load, the ids are shown. */
  private async showQuestions(place: HTMLElement): Promise<void> {
    const hard = hardestQuestions(this.slips);
    const banks = new Map(this.index.questions.map(({ id, bank }) => [id, bank]));
    const nameOf = (id: string, label: string) =>
      inNewTab(link(label, `quizzes/${banks.get(id) ?? "index"}.html#${id}`));
    fill(
      place,
      hardTable(branchTexts.questionHeads, hard, new Map(hard.map(({ id }) => [id, nameOf(id, id)]))),
    );
    const shard = await loadQuestions(
      this.index,
      hard.map(({ id }) => id),
    ).catch(() => null);
    if (!shard) return;
    const names = new Map(
      shard.questions.map((one) => [one.id, nameOf(one.id, stemText(one, LONGEST_STEM))]),
    );
    fill(place, hardTable(branchTexts.questionHeads, hard, names));
  }
}

/** The address of the slides of a study page, at a requirement (elements/group-tools.ts). */
function slidesPath(path: string, id: string): string {
  return `${path}?slides#${id}`;
}

/** Lets a link open a new tab: the slips are in memory only, and leaving the page would lose them. */
function inNewTab(to: Child): Child {
  if (to instanceof HTMLAnchorElement) to.target = "_blank";
  return to;
}

function hardTable(
  heads: readonly string[],
  hard: readonly Hard[],
  names: ReadonlyMap<string, Child>,
): HTMLElement {
  if (hard.length === 0) return make("p", {}, branchTexts.nothingHard);
  const rows = hard.map(({ id, right, asked, slips }) => [
    names.get(id) ?? id,
    branchTexts.share(right, asked),
    branchTexts.percent(right, asked),
    String(slips),
  ]);
  return dataTable(heads, rows);
}
