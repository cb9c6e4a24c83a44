/** The screen of a paper in progress: one question, the clock, the answer sheet. */

import { readDraft, readResponse } from "../core/answer";
import type { Question } from "../core/data";
import { seedOn } from "../learning/paper";
import { sectionOf } from "../learning/sitting";
import { examTexts } from "../texts/exam";
import { texts } from "../texts/player";
import { answerBar } from "../view/answer-bar";
import { answerSheet, type Cell } from "../view/answer-sheet";
import { questionField } from "../view/card";
import { button, fill, make } from "../view/dom";
import { hasFreeColumn } from "../view/wide";
import type { ExamSession } from "./exam-session";

export interface ExamScreenSetting {
  readonly session: ExamSession;
  /** In the order of the paper. */
  readonly questions: readonly Question[];
  /** What changed on the paper since it was started. */
  readonly news: string;
  /** Submits the paper; `timedOut` if the clock does. */
  handIn(timedOut: boolean): Promise<void>;
  lost(how: "taken" | "gone"): void;
  troubled(): void;
}

export class ExamScreen {
  readonly element: HTMLElement;
  private readonly done = make("span", { class: "cq-done" });
  private readonly clock = make("span", { class: "cq-clock", role: "timer", "aria-label": examTexts.left });
  private readonly live = make("p", { class: "cq-unseen", role: "status" });
  private readonly stage = make("div", { class: "cq-stage" });
  private readonly asking = make("div", { "aria-live": "polite" });
  private readonly flag = button("flag", "", () => this.toggleFlag());
  private readonly bar = answerBar((by) => this.step(by), this.flag);
  private readonly sheet;
  private handed = false;

  constructor(private readonly setting: ExamScreenSetting) {
    const { exam, sections } = setting.session.running;
    this.sheet = answerSheet(
      exam.sections.map(({ title }, place) => ({ title, count: sections[place]?.length ?? 0 })),
      (position) => this.goTo(position),
    );
    this.sheet.element.open = hasFreeColumn();
    const handIn = button("hand-in", examTexts.handIn, () => this.ask());
    this.element = make(
      "div",
      { class: "cq-exam" },
      setting.news && make("p", { class: "cq-notice", role: "status" }, setting.news),
      make("div", { class: "cq-exam-bar" }, this.done, this.clock, handIn),
      this.live,
      this.asking,
      make("div", { class: "cq-side" }, this.sheet.element),
      this.stage,
    );
    this.draw();
  }

  /** Starts watching the clock and the store. */
  begin(): void {
    const { session } = this.setting;
    session.watch({
      ticked: (left, announced) => {
        fill(this.clock, examTexts.time(left));
        this.clock.classList.toggle("cq-clock-late", left <= 60_000);
        if (announced !== null) fill(this.live, examTexts.minutesLeft(announced));
      },
      timeUp: () => void this.hand(true),
      lost: (how) => this.setting.lost(how),
      troubled: () => this.setting.troubled(),
    });
    this.focus();
  }

  focus(): void {
    this.stage.querySelector<HTMLElement>(".cq-title")?.focus();
  }

  private get running() {
    return this.setting.session.running;
  }

  private get position(): number {
    return Math.max(0, Math.min(this.setting.questions.length - 1, Math.trunc(this.running.position)));
  }

  private get isAtEnd(): boolean {
    return this.position === this.setting.questions.length - 1;
  }

  /** Behind the last question the paper is handed in. */
  private step(by: -1 | 1): void {
    if (by > 0 && this.isAtEnd) this.ask();
    else this.goTo(this.position + by);
  }

  private goTo(position: number): void {
    this.setting.session.goTo(position);
    this.dismiss();
    this.draw();
    this.focus();
  }

  private draw(): void {
    const question = this.setting.questions[this.position];
    if (question) fill(this.stage, this.card(question));
    this.update();
    this.bar.rest();
  }

  private card(question: Question): HTMLElement {
    const { session } = this.setting;
    const section = sectionOf(this.running, question.id);
    const field = questionField(question, {
      response: readDraft(question, this.running.answers[question.id]),
      seed: seedOn(this.running.number, question.id),
      heading: "h2",
      changed: () => {
        session.answer(question.id, field.read());
        this.update();
      },
    });
    return make(
      "article",
      { class: "cq-card cq-asked", "data-question": question.id, "aria-labelledby": "cq-exam-question" },
      make("p", { class: "cq-kind" }, section && `${section.title}：${examTexts.rule(section)}`),
      make(
        "h2",
        { class: "cq-title", id: "cq-exam-question", tabindex: -1 },
        examTexts.place(this.position + 1, this.setting.questions.length),
      ),
      field.element,
      question.type === "scenario" && make("p", { class: "cq-hint" }, examTexts.oneRun),
      this.bar.element,
    );
  }

  /** Updates everything around the question. */
  private update(): void {
    const { questions } = this.setting;
    const cells = this.cells();
    const answered = cells.filter((cell) => cell.answered).length;
    const { previous, next, place } = this.bar;
    fill(place, `${this.position + 1}/${questions.length}`);
    fill(this.done, examTexts.answered(answered, questions.length));
    this.sheet.show(cells, this.position);
    previous.disabled = this.position === 0;
    fill(next, this.isAtEnd ? examTexts.handIn : texts.next);
    next.classList.add("cq-primary");
    const flagged = cells[this.position]?.flagged ?? false;
    fill(this.flag, flagged ? examTexts.flagged : examTexts.flag);
    this.flag.setAttribute("aria-pressed", String(flagged));
  }

  private cells(): readonly Cell[] {
    const { answers, flags } = this.running;
    return this.setting.questions.map((question) => ({
      answered: readResponse(question, answers[question.id]) !== null,
      flagged: flags.includes(question.id),
    }));
  }

  private toggleFlag(): void {
    const question = this.setting.questions[this.position];
    if (!question) return;
    this.setting.session.flag(question.id, !this.running.flags.includes(question.id));
    this.update();
  }

  private dismiss(): void {
    fill(this.asking);
    this.bar.element.hidden = false;
  }

  /** Asks for confirmation before submitting, and lists blank questions. */
  private ask(): void {
    const cells = this.cells();
    const blanks = this.places(cells, ({ answered }) => !answered);
    const flags = this.places(cells, ({ flagged }) => flagged);
    const keepOn = button("keep-on", examTexts.keepOn, () => {
      this.dismiss();
      this.focus();
    });
    const confirm = button("confirm", examTexts.confirm, () => this.hand(false), { class: "cq-primary" });
    const heading = make("h2", { class: "cq-title", tabindex: -1 }, examTexts.confirmTitle);
    fill(
      this.asking,
      make(
        "section",
        { class: "cq-card cq-panel" },
        heading,
        make(
          "p",
          {},
          blanks.length > 0 ? examTexts.blanks(blanks.length) : examTexts.allAnswered(cells.length),
        ),
        make("div", { class: "cq-actions" }, keepOn, confirm),
        make("div", { class: "cq-map-grid" }, ...blanks),
        flags.length > 0 && make("p", {}, examTexts.flags),
        make("div", { class: "cq-map-grid" }, ...flags),
      ),
    );
    // Its last button would look like the confirmation.
    this.bar.element.hidden = true;
    heading.scrollIntoView({ block: "nearest" });
    heading.focus();
  }

  /** The numbers of these questions, each leading there. */
  private places(cells: readonly Cell[], wanted: (cell: Cell) => boolean): readonly HTMLElement[] {
    const found = cells.flatMap((cell, at) => (wanted(cell) ? [at] : []));
    return found.map((at) =>
      button("to-question", String(at + 1), () => this.goTo(at), {
        class: "cq-cell",
        "aria-label": texts.question(at + 1),
      }),
    );
  }

  private async hand(timedOut: boolean): Promise<void> {
    if (this.handed) return;
    this.handed = true;
    await this.setting.handIn(timedOut);
  }
}
