/** <course-exam>: choose a paper, answer it against the clock, hand it in, and learn from it. */

import type { CourseIndex, Exam, Shard } from "../data";
import { drawPaper, type PaperName, seedOn } from "../paper";
import { randomId } from "../random";
import { sources } from "../result";
import { markPaper, upToDate } from "../sitting";
import {
  dropRunning,
  type HandedIn,
  handIn,
  PATIENCE,
  type Running,
  readPapers,
  readRunning,
  settleMark,
  startPaper,
  takeRunning,
} from "../store/papers";
import { examTexts } from "../texts/exam";
import { breath } from "../view/breath";
import { button, type Child, fill, make } from "../view/dom";
import { type PrintKind, printButtons, printedPaper } from "../view/exam-print";
import { notice } from "../view/notice";
import { loadIndex, loadQuestions } from "./course";
import { Desk, readHolder } from "./desk";
import { ExamChoice } from "./exam-choice";
import { ExamDesk } from "./exam-desk";
import { ExamResult } from "./exam-result";
import { type Player, playerElement, records, trying } from "./host";
import { printMade } from "./print";
import { beginRound, type Round, unfinishedRound } from "./rounds";

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
        start: (name) => this.try(() => this.start(name)),
        print: (name, kind) => this.try(() => this.print(name, kind)),
        open: (paper) => this.try(() => this.show(paper, true)),
      },
      preferred,
    );
    const unfinished = await unfinishedRound(this.index, RETRY, this.retrySetting);
    const goOn = () => this.try(async () => this.showRound(await unfinished?.show()));
    const notice = unfinished && [
      examTexts.unfinishedRetry(unfinished.open),
      button("resume", examTexts.goOnRetry, goOn),
    ];
    fill(
      this.stage,
      elsewhere && this.elsewhere(elsewhere),
      notice && make("p", { class: "cq-notice" }, ...notice),
      choice.element,
    );
  }

  private try(action: () => Promise<void>): void {
    trying(this.trouble.tell, action);
  }

  /** Back to the choice, and the keyboard with it. */
  private async chooseAnew(preferred: string | null): Promise<void> {
    const running = await readRunning(records);
    await this.choose(preferred, running);
    this.stage.querySelector<HTMLElement>(".cq-title")?.focus();
  }

  private elsewhere({ exam, number }: Running): HTMLElement {
    const here = button("take-over", examTexts.goOnHere, () => this.try(() => this.sit(true)));
    return make("p", { class: "cq-notice" }, examTexts.elsewhere(exam.title, number), here);
  }

  private async start(name: PaperName): Promise<void> {
    const sections = drawPaper(this.index, name);
    await breath();
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
    // Another tab was faster; or a paper stands in the way that cannot be read; or nothing is kept at all.
    if (await readRunning(records)) return this.open();
    if (records.trouble === null) return this.offerToDrop(name);
    await this.answer(new Desk(records, running), "");
  }

  private offerToDrop(name: PaperName): void {
    const drop = async () => {
      await dropRunning(records);
      await this.start(name);
    };
    const giveUp = button("give-up", examTexts.giveUp, () => this.try(drop));
    fill(this.stage, make("p", { class: "cq-notice", role: "alert" }, examTexts.unreadable, giveUp));
  }

  /** Sits down at the paper under way. */
  private async sit(back: boolean): Promise<void> {
    // Where it cannot be written it can still be read: better an exam that is not kept than none.
    const taken = (await takeRunning(records, this.holder)) ?? (await readRunning(records));
    if (!taken) return this.choose(null);
    this.trouble.warn(records.trouble);
    const running = { ...taken, holder: this.holder };
    const { current, changed, withdrawn } = upToDate(running, this.index);
    const news = [
      changed > 0 && examTexts.changed(changed),
      withdrawn > 0 && examTexts.withdrawnNow(withdrawn),
    ];
    await this.answer(new Desk(records, current), back ? news.filter(Boolean).join("") : "");
  }

  private async answer(desk: Desk, news: string): Promise<void> {
    const shard = await loadQuestions(this.index, desk.running.sections.flat());
    const screen = new ExamDesk({
      desk,
      questions: shard.questions,
      news,
      handIn: (timedOut) => this.try(() => this.handIn(desk, shard, timedOut)),
      lost: (taken) => this.lose(taken),
      troubled: () => this.trouble.warn(records.trouble),
    });
    fill(this.stage, screen.element);
    screen.begin();
  }

  private lose(taken: boolean): void {
    const words = taken ? examTexts.lost : examTexts.gone;
    const told = make("p", { class: "cq-notice", role: "alert", tabindex: -1 }, words, this.back(null));
    fill(this.stage, told);
    told.focus();
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
      course: running.course,
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
    const done = kept ? paper : (await readPapers(records)).find(({ id }) => id === paper.id);
    await this.show(done ?? paper, done !== undefined);
  }

  private async show(handed: HandedIn, kept: boolean): Promise<void> {
    const shard = await loadQuestions(this.index, handed.sections.flat());
    const paper = await this.settled(handed, shard);
    const result = new ExamResult({
      index: this.index,
      shard,
      paper,
      kept,
      troubled: () => this.trouble.warn(records.trouble),
      actions: (wrong) => this.actions(paper, shard, wrong),
    });
    fill(this.stage, result.element);
    result.focus();
  }

  /** Nobody can mark an answer whose question has been corrected or withdrawn: it earns nothing, and waits no more. */
  private async settled(paper: HandedIn, { questions }: Shard): Promise<HandedIn> {
    const versions = new Map(questions.map(({ id, version }) => [id, version]));
    const stale = paper.marked.filter(
      ({ question, version, standing }) => standing === "pending" && versions.get(question) !== version,
    );
    let current = paper;
    for (const mark of stale) {
      current = (await settleMark(records, current, { ...mark, standing: null, halves: 0 })) ?? current;
    }
    return current;
  }

  private actions(paper: HandedIn, shard: Shard, wrong: readonly string[]): readonly Child[] {
    const known = new Set(shard.questions.map(({ id }) => id));
    const again = wrong.filter((id) => known.has(id));
    const printing = printButtons((kind) => this.printSections(paper, shard, kind));
    return [
      again.length > 0 &&
        button("retry", examTexts.retry(again.length), () => this.try(() => this.retry(again)), {
          class: "cq-primary",
        }),
      button("new-paper", examTexts.newPaper, () => this.try(() => this.chooseAnew(paper.exam.name))),
      this.back(paper.exam.name),
      ...printing,
    ];
  }

  private readonly retrySetting = { tools: () => [this.back(null)] };

  private back(preferred: string | null): HTMLElement {
    const back = () => this.try(() => this.chooseAnew(preferred));
    return button("back", examTexts.backToList, back, { class: "cq-quiet" });
  }

  private async retry(ids: readonly string[]): Promise<void> {
    this.showRound(await beginRound(this.index, RETRY, ids, this.retrySetting));
  }

  private showRound(round: Round | undefined): void {
    if (!round) return;
    fill(this.stage, round.element);
    round.focus();
  }

  private async print(name: PaperName, kind: PrintKind): Promise<void> {
    const sections = drawPaper(this.index, name);
    const shard = await loadQuestions(this.index, sections.flat());
    const { course } = this.index;
    this.printSections({ exam: titled(name), number: name.number, course, sections }, shard, kind);
  }

  private printSections(
    { exam, number, course, sections }: Pick<HandedIn, "exam" | "number" | "course" | "sections">,
    shard: Shard,
    kind: PrintKind,
  ): void {
    const questions = new Map(shard.questions.map((question) => [question.id, question]));
    const paper = printedPaper(
      {
        exam,
        number,
        course,
        sections: sections.map((ids) => ids.flatMap((id) => questions.get(id) ?? [])),
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
