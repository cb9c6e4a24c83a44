/** <course-exam>: choose a paper, answer it against the clock, hand it in, and learn from it. */

import type { CourseIndex, Exam, Question, Shard } from "../data";
import { drawPaper, type PaperName, seedOn } from "../paper";
import { randomId } from "../random";
import { sources } from "../result";
import { markPaper } from "../sitting";
import {
  type HandedIn,
  handIn,
  PATIENCE,
  type Running,
  readPapers,
  readRunning,
  startPaper,
  takeRunning,
} from "../store/papers";
import { examTexts } from "../texts/exam";
import { button, type Child, fill, make } from "../view/dom";
import { type PrintKind, printedPaper } from "../view/exam-print";
import { notice } from "../view/notice";
import { loadIndex, loadQuestions } from "./course";
import { Desk, readHolder } from "./desk";
import { ExamChoice } from "./exam-choice";
import { ExamDesk } from "./exam-desk";
import { ExamResult } from "./exam-result";
import { type Player, playerElement, records } from "./host";
import { printMade } from "./print";
import { beginRound } from "./rounds";

export const CourseExam = playerElement(openExam);

const RETRY = { scope: "exam-retry", mode: "practice" } as const;

async function openExam(): Promise<Player> {
  const hall = new ExamHall(await loadIndex());
  await hall.open();
  return { element: hall.element };
}

class ExamHall {
  readonly element = make("div", { class: "cq-player cq-printable" });
  private readonly holder = readHolder();
  private readonly trouble = notice();
  private readonly stage = make("div");

  constructor(private readonly index: CourseIndex) {
    this.element.append(this.trouble.element, this.stage);
  }

  /** Where the learner was: at a paper under way, or before the choice of one. */
  async open(): Promise<void> {
    const running = await readRunning(records);
    this.trouble.warn(records.trouble);
    if (running && this.isFree(running)) await this.sit(true);
    else await this.choose(null, running);
  }

  /** Nobody else holds it: it was ours before a reload, or its tab is gone. */
  private isFree({ holder, beat }: Running): boolean {
    const silence = Date.now() - beat;
    return holder === this.holder || silence > PATIENCE || silence < 0;
  }

  private async choose(preferred: string | null, elsewhere: Running | null = null): Promise<void> {
    const choice = new ExamChoice(
      {
        index: this.index,
        history: await readPapers(records),
        start: (name) => void this.start(name),
        print: (name, kind) => void this.print(name, kind),
        open: (paper) => void this.show(paper, true),
      },
      preferred,
    );
    fill(this.stage, elsewhere && this.elsewhere(elsewhere), choice.element);
  }

  private elsewhere({ exam, number }: Running): HTMLElement {
    const here = button("take-over", examTexts.goOnHere, () => void this.sit(true));
    return make("p", { class: "cq-notice" }, examTexts.elsewhere(exam.title, number), here);
  }

  private async start(name: PaperName): Promise<void> {
    const sections = drawPaper(this.index, name);
    const shard = await loadQuestions(this.index, sections.flat());
    const now = Date.now();
    const running: Running = {
      sitting: randomId(),
      number: name.number,
      exam: titled(name),
      course: this.index.course,
      sections,
      started: now,
      versions: Object.fromEntries(shard.questions.map(({ id, version }) => [id, version])),
      answers: {},
      flags: [],
      position: 0,
      clock: { used: 0, wall: now },
      holder: this.holder,
      beat: now,
    };
    if (await startPaper(records, running)) return this.sit(false);
    this.trouble.warn(records.trouble);
    // Another tab was faster; or nothing is kept, and the exam goes on in this page alone.
    if (records.trouble === null) return this.open();
    await this.answer(new Desk(records, running), "");
  }

  /** Sits down at the paper under way. */
  private async sit(back: boolean): Promise<void> {
    const running = await takeRunning(records, this.holder);
    if (!running) return this.choose(null);
    const { current, news } = this.upToDate(running);
    await this.answer(new Desk(records, current), back ? news : "");
  }

  /** The paper as the course is now: what was corrected is asked anew, what was withdrawn is not asked. */
  private upToDate(running: Running): { current: Running; news: string } {
    const versions = new Map(this.index.questions.map((row) => [row[0], row[4]]));
    const sections = running.sections.map((ids) => ids.filter((id) => versions.has(id)));
    const ids = sections.flat();
    const changed = ids.filter((id) => versions.get(id) !== running.versions[id]);
    const answers = Object.fromEntries(
      Object.entries(running.answers).filter(([id]) => !changed.includes(id)),
    );
    const withdrawn = running.sections.flat().length - ids.length;
    const news = [
      changed.length > 0 && examTexts.changed(changed.length),
      withdrawn > 0 && examTexts.withdrawnNow(withdrawn),
    ];
    const now = Object.fromEntries(ids.map((id) => [id, versions.get(id) ?? ""]));
    return {
      current: { ...running, sections, answers, versions: now },
      news: news.filter(Boolean).join(""),
    };
  }

  private async answer(desk: Desk, news: string): Promise<void> {
    const shard = await loadQuestions(this.index, desk.running.sections.flat());
    const screen = new ExamDesk({
      desk,
      questions: shard.questions,
      news,
      handIn: (timedOut) => void this.handIn(desk, shard, timedOut),
      lost: (taken) => this.lose(taken),
      troubled: () => this.trouble.warn(records.trouble),
    });
    fill(this.stage, screen.element);
    screen.begin();
  }

  private lose(taken: boolean): void {
    const back = button("back", examTexts.backToList, () => void this.open());
    fill(this.stage, make("p", { class: "cq-notice" }, taken ? examTexts.lost : examTexts.gone, back));
  }

  private async handIn(desk: Desk, shard: Shard, timedOut: boolean): Promise<void> {
    if (!(await desk.settle())) return;
    desk.leave();
    const { running } = desk;
    const questions = new Map(shard.questions.map((question) => [question.id, question]));
    const now = new Date();
    const paper: HandedIn = {
      id: running.sitting,
      number: running.number,
      exam: running.exam,
      course: this.index.course,
      sections: running.sections,
      started: running.started,
      ended: now.getTime(),
      zone: 0 - now.getTimezoneOffset(),
      used: Math.round(Math.min(desk.used, running.exam.minutes * 60_000)),
      timedOut,
      marked: markPaper(running, questions, running.answers),
    };
    const kept = await handIn(records, paper);
    this.trouble.warn(records.trouble);
    if (!kept && records.trouble === null) return this.lose(false);
    await this.show(paper, kept);
  }

  private async show(paper: HandedIn, kept: boolean): Promise<void> {
    const ids = paper.sections.flat();
    const shard = await loadQuestions(this.index, ids);
    const result = new ExamResult({
      index: this.index,
      shard,
      paper,
      kept,
      actions: (wrong) => this.actions(paper, shard, wrong),
    });
    fill(this.stage, result.element);
    result.focus();
  }

  private actions(paper: HandedIn, shard: Shard, wrong: readonly string[]): readonly Child[] {
    const known = new Set(shard.questions.map(({ id }) => id));
    const again = wrong.filter((id) => known.has(id));
    const printing = (["paper", "key", "sheet"] as const).map((kind) =>
      button(
        `print-${kind}`,
        { paper: examTexts.printPaper, key: examTexts.printKey, sheet: examTexts.printSheet }[kind],
        () => this.printSections(paper.exam, paper.number, paper.sections, shard, kind),
        { class: "cq-quiet" },
      ),
    );
    return [
      again.length > 0 &&
        button("retry", examTexts.retry(again.length), () => void this.retry(again, paper), {
          class: "cq-primary",
        }),
      button("new-paper", examTexts.newPaper, () => void this.choose(paper.exam.name)),
      button("back", examTexts.backToList, () => void this.choose(paper.exam.name), { class: "cq-quiet" }),
      ...printing,
    ];
  }

  private async retry(ids: readonly string[], paper: HandedIn): Promise<void> {
    const back = () =>
      button("back", examTexts.backToList, () => void this.choose(paper.exam.name), { class: "cq-quiet" });
    const round = await beginRound(this.index, RETRY, ids, { tools: () => [back()] });
    fill(this.stage, round.element);
    round.focus();
  }

  private async print(name: PaperName, kind: PrintKind): Promise<void> {
    const sections = drawPaper(this.index, name);
    const shard = await loadQuestions(this.index, sections.flat());
    this.printSections(titled(name), name.number, sections, shard, kind);
  }

  private printSections(
    exam: Exam,
    number: string,
    sections: readonly (readonly string[])[],
    shard: Shard,
    kind: PrintKind,
  ): void {
    const questions = new Map(shard.questions.map((question) => [question.id, question]));
    const paper = printedPaper(
      {
        exam,
        number,
        course: this.index.course,
        sections: sections.map((ids) =>
          ids.flatMap((id): Question[] => [questions.get(id)].flatMap((one) => one ?? [])),
        ),
        seed: (id) => seedOn(number, id),
        sources: (question) => sources(question, shard),
      },
      kind,
    );
    printMade(this.element, `${exam.title} ${number}`, paper);
  }
}

/** The blueprint of a paper; where a page was chosen its title says which. */
function titled({ exam, page }: PaperName): Exam {
  return page ? { ...exam, title: `${exam.title}：${page.title}` } : exam;
}
