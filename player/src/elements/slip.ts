/** <course-slip>: a member creates a result slip; it shows the contents first, and the member decides on them. */

import type { CourseIndex } from "../core/course-index";
import { shorten } from "../core/visible";
import { pendingCount } from "../learning/sitting";
import {
  type Done,
  LONGEST,
  type Logged,
  makeSlip,
  type Slip,
  slipFileName,
  slipText,
} from "../learning/slip";
import { readLog } from "../store/attempts";
import { numberedLearner } from "../store/numbered-learner";
import { readPapers } from "../store/papers";
import { readProfiles } from "../store/profiles";
import { readText, saveSetting } from "../store/settings";
import { branchTexts, slipTexts } from "../texts/branch";
import { COURSE_ID, COURSE_TITLE } from "../view/course-meta";
import { dayText } from "../view/dates";
import { button, type Child, fill, make } from "../view/dom";
import { saveFile } from "../view/download";
import { notice } from "../view/notice";
import { withName } from "../view/profile";
import { loadIndex } from "./course";
import { checks, choiceInput, panel, textInput } from "./form";
import { type Player, playerElement, records } from "./host";

const BRANCH = "slip-branch";

type Choice = "name" | "questions" | "attempts";

const CHOICES: readonly (readonly [Choice, string])[] = [
  ["name", slipTexts.named],
  ["questions", slipTexts.questions],
  ["attempts", slipTexts.attempts],
];

export const CourseSlip = playerElement(openSlip);

async function openSlip(): Promise<Player> {
  const index = await loadIndex();
  const [log, papers, profiles, branch] = await Promise.all([
    readLog(records),
    readPapers(records),
    readProfiles(records),
    readText(records, BRANCH),
  ]);
  const name = profiles.find(({ id }) => id === records.profile)?.name ?? "";
  const { element } = new SlipPanel({ index, log, papers }, name, branch);
  return { element: make("div", { class: "cq-player" }, element) };
}

interface Shown {
  readonly index: CourseIndex;
  readonly log: readonly Logged[];
  readonly papers: readonly Done[];
}

class SlipPanel {
  readonly element: HTMLElement;
  private readonly branch;
  private readonly name;
  private readonly contents = make("ul", { class: "cq-slip-contents" });
  private readonly status = notice();
  private chosen: readonly string[] = [];
  /** The same for every slip of a profile, so that a later one replaces an earlier one. */
  private learner = "";

  constructor(
    private readonly known: Shown,
    name: string,
    branch: string,
  ) {
    const branches = slipTexts.branches.split("\n").filter((name) => name !== "");
    this.branch = choiceInput(slipTexts.branch, branch, branches);
    this.name = textInput(slipTexts.name, name, {});
    // On change, not on every key: a screen reader announces the differences.
    for (const { input } of [this.branch, this.name]) {
      input.addEventListener("change", () => {
        input.value = shorten(input.value, LONGEST);
        this.show();
      });
    }
    const choices = checks(slipTexts.choice, CHOICES, (chosen) => {
      this.chosen = chosen;
      this.show();
    });
    choices.classList.add("cq-slip-choices");
    const pending = known.papers.filter(({ marked }) => pendingCount(marked) > 0).length;
    this.element = panel(
      slipTexts.title,
      make("p", {}, slipTexts.about),
      this.branch.element,
      choices,
      this.name.element,
      make("h3", { class: "cq-subtitle" }, slipTexts.contents),
      make("div", { role: "status" }, this.contents),
      known.log.length === 0 && make("p", { class: "cq-hint" }, slipTexts.empty),
      pending > 0 && make("p", { class: "cq-hint" }, slipTexts.papersLeft(pending)),
      make(
        "div",
        { class: "cq-actions" },
        button("save-slip", slipTexts.save, () => this.save(), { class: "cq-primary" }),
      ),
      this.status.element,
    );
    this.element.classList.add("cq-slip");
    this.show();
  }

  private show(): void {
    this.name.element.hidden = !this.has("name");
    fill(this.contents, ...linesOf(this.slip("")).map((line) => make("li", {}, line)));
  }

  private has(choice: Choice): boolean {
    return this.chosen.includes(choice);
  }

  private slip(learner: string): Slip {
    const now = new Date();
    // Subtracted, because negation gives a negative zero in London.
    const course = { id: COURSE_ID, title: COURSE_TITLE };
    const known = {
      ...course,
      ...this.known,
      learner,
      made: now.getTime(),
      zone: 0 - now.getTimezoneOffset(),
    };
    return makeSlip(known, {
      name: this.has("name") ? this.name.input.value : null,
      branch: this.branch.input.value,
      questions: this.has("questions"),
      attempts: this.has("attempts"),
    });
  }

  private async save(): Promise<void> {
    const { learner, kept } = await numberedLearner(records, this.learner);
    this.learner = learner;
    const slip = this.slip(learner);
    await saveSetting(records, BRANCH, slip.branch);
    const file = slipFileName(slip, dayText(slip.made), branchTexts.anonymous);
    saveFile(file, "application/json", slipText(slip));
    this.status.show(slipTexts.saved(file) + (kept ? "" : slipTexts.notNumbered));
  }
}

/** The contents of the slip as text. */
function linesOf({ branch, name, totals, days, papers, questions, attempts }: Slip): readonly Child[] {
  const { lines } = slipTexts;
  const asked = totals.filter((total) => total.asked > 0);
  const right = asked.filter((total) => total.right === total.all);
  return [
    withName(lines.branch, branch),
    name === null ? lines.noName : withName(lines.name, name),
    lines.totals(right.length, asked.length, totals.length),
    lines.days(days),
    lines.papers(papers.length),
    ...(questions ? [lines.questions(questions.length)] : []),
    ...(attempts ? [lines.attempts(attempts.length)] : []),
    lines.rest,
  ];
}
