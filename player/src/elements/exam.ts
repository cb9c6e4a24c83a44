/** <course-exam>: choose a paper, answer it against the clock, submit it, and review the result. */

import { fragmentOf } from "../core/address";
import { left } from "../core/clock";
import type { CourseIndex } from "../core/course-index";
import type { Exam, Question, Shard } from "../core/data";
import { randomId, randomSeed } from "../core/random";
import { drawPaper, freshNumber, openExams, type PaperName, quickExam, seedOn } from "../learning/paper";
import { type Mark, markPaper, upToDate } from "../learning/sitting";
import { sources } from "../learning/sources";
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
  withUnsaved,
} from "../store/papers";
import { readProfiles } from "../store/profiles";
import { SOLE_PROFILE } from "../store/schema";
import { examTexts } from "../texts/exam";
import { texts } from "../texts/player";
import { button, type Child, fill, make } from "../view/dom";
import { type Former, type PrintKind, printButtons, printedPaper } from "../view/exam-print";
import { notice } from "../view/notice";
import { link, linkButton } from "../view/rich";
import { yieldToBrowser } from "../view/yield-to-browser";
import { loadIndex, loadQuestions } from "./course";
import { ending } from "./ending";
import { ExamChoice, paperHistory } from "./exam-choice";
import { ExamResult } from "./exam-result";
import { ExamScreen } from "./exam-screen";
import { ExamSession, readHolder, readUnsaved } from "./exam-session";
import { panel } from "./form";
import { type Player, playerElement, records } from "./host";
import { loadOnDemand } from "./on-demand";
import { isHeldElsewhere } from "./paper-lock";
import { beginRound, type Round, unfinishedRound } from "./rounds";

export const CourseExam = playerElement(openExam);

/** The prefix of a result's id in the fragment of the address. */
const PAPER = "paper=";

/** The query of an address that starts a quick paper. */
const QUICK = "?quick";

const RETRY = { scope: "exam-retry", mode: "practice" } as const;

async function openExam(): Promise<Player> {
  const hall = new ExamHall(await loadIndex());
  await hall.open();
  window.addEventListener("hashchange", () => hall.follow());
  return { element: hall.element };
}

class ExamHall {
  readonly element = make("div", { class: "cq-player cq-printable" });
  private readonly trouble = notice();
  private readonly stage = make("div");
  /** The exam in progress on this page; null if there is none. */
  private session: ExamSession | null = null;
  /** The previous session of this page: its paper may be continued here. */
  private former = readHolder();
  /** What that session may not have saved. */
  private unsaved = readUnsaved();
  /** Actions run one after the other, so the last address visited wins. */
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly index: CourseIndex) {
    this.element.append(this.trouble.element, this.stage);
  }

  /** Shows the result named in the address; else the paper in progress, or the choice of a paper. */
  async open(preferred: string | null = null): Promise<void> {
    const named = paperNamed(location.hash);
    const paper = named === null ? null : (await readPapers(records)).find(({ id }) => id === named);
    this.trouble.warn(records.trouble);
    if (paper) return this.show(paper, true);
    const running = await readRunning(records);
    this.trouble.warn(records.trouble);
    if (running && (await this.isFree(running))) await this.sit(true);
    else if (running || !(await this.startQuick())) await this.choose(preferred, running);
    if (named === null) return;
    history.replaceState(null, "", listAddress());
    this.trouble.show(examTexts.unknown);
  }

  /** Starts a quick paper if the address asks for one; then the address is that of the paper in progress. */
  private async startQuick(): Promise<boolean> {
    const exam = location.search === QUICK ? quickExam(this.index) : null;
    if (!exam) return false;
    history.replaceState(null, "", listAddress());
    await this.start({ exam, page: null, number: freshNumber(exam, null, randomSeed()) });
    return true;
  }

  /** Handles back, forward and changes of the address. */
  follow(): void {
    this.run(async () => {
      // A link within the page, as the one to the content, leads out of no exam.
      if (this.session && paperNamed(location.hash) === null) return;
      await this.session?.settle();
      await this.open();
      this.focus();
    }).catch((error: unknown) => {
      console.error(error);
      this.trouble.show(texts.tryAgain);
    });
  }

  /** Runs an action after the previous ones; rejects if it fails. */
  private run(action: () => Promise<void>): Promise<void> {
    const done = this.work.then(action);
    this.work = done.catch(() => {});
    return done;
  }

  private present(...content: readonly Child[]): void {
    this.leave();
    fill(this.stage, ...content);
  }

  private leave(): void {
    if (!this.session) return;
    this.unsaved = this.session.running;
    this.former = this.unsaved.holder;
    this.session.leave();
    this.session = null;
  }

  private focus(): void {
    this.stage.querySelector<HTMLElement>(".cq-title")?.focus();
  }

  /** Returns whether no other session holds the paper: this page held it before, or its tab is gone. */
  private async isFree({ sitting, holder, beat }: Running): Promise<boolean> {
    if (holder === this.former) return true;
    const silence = Date.now() - beat;
    return (silence > PATIENCE || silence < 0) && !(await isHeldElsewhere(sitting));
  }

  private async choose(preferred: string | null, elsewhere: Running | null = null): Promise<void> {
    const past = {
      history: await readPapers(records),
      open: (paper: HandedIn) => this.run(() => this.show(paper, true)),
    };
    const choice = {
      ...past,
      index: this.index,
      start: (name: PaperName) => this.run(() => this.start(name)),
      print: (name: PaperName, kind: PrintKind) => this.run(() => this.print(name, kind)),
    };
    const isEmpty = openExams(this.index).length === 0;
    this.present(
      elsewhere && this.elsewhere(elsewhere),
      await this.unfinished(),
      ...(isEmpty ? [noExams(), paperHistory(past)] : [new ExamChoice(choice, preferred).element]),
    );
  }

  private async unfinished(): Promise<HTMLElement | null> {
    const round = await unfinishedRound(this.index, RETRY, this.retrySetting);
    if (!round) return null;
    const goOn = () => this.run(async () => this.showRound(await round.show()));
    return make(
      "p",
      { class: "cq-notice" },
      examTexts.unfinishedRetry(round.open),
      button("resume", examTexts.goOnRetry, goOn),
    );
  }

  /** Returns to the choice, and moves the focus there. */
  private async chooseAnew(preferred: string | null): Promise<void> {
    if (location.hash !== "") history.pushState(null, "", listAddress());
    await this.open(preferred);
    this.focus();
  }

  private elsewhere({ exam, number }: Running): HTMLElement {
    const here = button("take-over", examTexts.goOnHere, () => this.run(() => this.sit(true)));
    return make("p", { class: "cq-notice" }, examTexts.elsewhere(exam.title, number), here);
  }

  private async start(name: PaperName): Promise<void> {
    const sections = drawPaper(this.index, name);
    await yieldToBrowser();
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
      holder: randomId(),
      beat: now,
      edits: 0,
    };
    if (await startPaper(records, running)) return this.answer(running, "");
    this.trouble.warn(records.trouble);
    // Another tab was faster; or the stored paper cannot be read; or nothing can be stored.
    if (await readRunning(records)) return this.open();
    if (records.trouble === null) return this.offerToDrop(name);
    await this.answer(running, "", false);
  }

  private offerToDrop(name: PaperName): void {
    const drop = async () => {
      await dropRunning(records);
      await this.start(name);
    };
    const giveUp = button("give-up", examTexts.giveUp, () => this.run(drop));
    this.present(make("p", { class: "cq-notice", role: "alert" }, examTexts.unreadable, giveUp));
  }

  /** Continues the paper in progress. */
  private async sit(back: boolean): Promise<void> {
    const found = await readRunning(records);
    // Load first, so that no other tab loses a paper that cannot be shown here.
    if (found) await loadQuestions(this.index, found.sections.flat());
    // A paper that cannot be written can still be read: an exam that is not saved is better than none.
    const held = (await takeRunning(records, randomId())) ?? found;
    if (!held) return this.choose(null);
    this.trouble.warn(records.trouble);
    const { current, changed, withdrawn } = upToDate(withUnsaved(held, this.unsaved), this.index);
    const news = [
      changed > 0 && examTexts.changed(changed),
      withdrawn > 0 && examTexts.withdrawnNow(withdrawn),
    ];
    await this.answer(current, back ? news.filter(Boolean).join("") : "");
  }

  private async answer(running: Running, news: string, isStored = true): Promise<void> {
    const shard = await loadQuestions(this.index, running.sections.flat());
    const session = new ExamSession(records, running, isStored);
    const screen = new ExamScreen({
      session,
      questions: shard.questions,
      news,
      handIn: (timedOut) => this.run(() => this.handIn(session, shard, timedOut)),
      lost: (how) => void this.run(() => this.lose(session, shard, how)),
      troubled: () => this.trouble.warn(records.trouble),
    });
    this.present(screen.element);
    this.session = session;
    screen.begin();
  }

  private async lose({ running }: ExamSession, shard: Shard, how: "taken" | "gone"): Promise<void> {
    if (how === "taken") return this.showMessage(examTexts.lost);
    const handed = (await readPapers(records)).find(({ id }) => id === running.sitting);
    const primary = { class: "cq-primary" };
    if (handed) {
      const look = () => this.run(() => this.show(handed, true));
      return this.showMessage(examTexts.handedIn, button("open-paper", examTexts.seeResult, look, primary));
    }
    const timedOut = left(running.exam.minutes, running.clock.used) === 0;
    const finish = async () => this.finish(running, shard, timedOut, await isLearnerKnown());
    this.showMessage(
      examTexts.erased,
      button("hand-in", examTexts.handIn, () => this.run(finish), primary),
    );
  }

  private showMessage(words: string, action?: HTMLElement): void {
    const line = make(
      "p",
      { class: "cq-notice", role: "alert", tabindex: -1 },
      words,
      action,
      this.back(null),
    );
    this.present(line);
    line.focus();
  }

  private async handIn(session: ExamSession, shard: Shard, timedOut: boolean): Promise<void> {
    if (!(await session.settle())) return;
    session.leave();
    await this.finish(session.running, shard, timedOut);
  }

  private async finish(held: Running, shard: Shard, timedOut: boolean, keep = true): Promise<void> {
    const questions = new Map(shard.questions.map((question) => [question.id, question]));
    const now = new Date();
    const paperOf = (running: Running): HandedIn => ({
      id: running.sitting,
      number: running.number,
      exam: running.exam,
      course: running.course,
      sections: running.sections,
      started: running.started,
      ended: now.getTime(),
      zone: 0 - now.getTimezoneOffset(),
      used: Math.round(Math.min(running.clock.used, running.exam.minutes * 60_000)),
      timedOut,
      marked: markPaper(running, questions, running.answers),
    });
    const { paper, kept } = keep
      ? await handIn(records, held, paperOf)
      : { paper: paperOf(held), kept: false };
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
      actions: (missed, failed) => this.actions(paper, shard, missed, failed),
      tools: printButtons((kind) => this.printSections(paper, shard, kind)),
    });
    this.present(result.element);
    if (kept && paperNamed(location.hash) !== paper.id) history.pushState(null, "", addressOf(paper));
    result.focus();
  }

  /** An answer whose question was corrected or withdrawn cannot be assessed: it earns nothing and no longer waits. */
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

  private actions(paper: HandedIn, shard: Shard, missed: readonly Mark[], failed: boolean): HTMLElement {
    const known = new Set(shard.questions.map(({ id }) => id));
    const again = missed.filter(({ question }) => known.has(question));
    const blank = again.filter(({ standing }) => standing === null).length;
    const newPaper = () => this.run(() => this.chooseAnew(paper.exam.name));
    return make(
      "div",
      { class: "cq-actions" },
      ...ending({
        wrong: again.length - blank,
        blank,
        isFirst: failed,
        open: 0,
        retry: () => this.run(() => this.retry(again.map(({ question }) => question))),
      }),
      button("new-paper", examTexts.newPaper, newPaper),
      linkButton(examTexts.toSlip, "practice/slip.html"),
      this.back(paper.exam.name),
    );
  }

  private readonly retrySetting = { tools: () => [this.back(null)] };

  private back(preferred: string | null): HTMLElement {
    const back = () => this.run(() => this.chooseAnew(preferred));
    return button("back", examTexts.backToList, back, { class: "cq-quiet" });
  }

  private async retry(ids: readonly string[]): Promise<void> {
    this.showRound(await beginRound(this.index, RETRY, ids, this.retrySetting));
  }

  private showRound(round: Round): void {
    this.present(round.element);
    round.focus();
  }

  private async print(name: PaperName, kind: PrintKind): Promise<void> {
    const sections = drawPaper(this.index, name);
    const shard = await loadQuestions(this.index, sections.flat());
    const { course } = this.index;
    const drawn = { exam: titled(name), number: name.number, course, sections, marked: [] };
    await this.printSections(drawn, shard, kind);
  }

  /** Prints a paper; a question that has changed since it was marked is not printed. */
  private async printSections(
    {
      exam,
      number,
      course,
      sections,
      marked,
    }: Pick<HandedIn, "exam" | "number" | "course" | "sections" | "marked">,
    shard: Shard,
    kind: PrintKind,
  ): Promise<void> {
    const { printMade } = await loadOnDemand("print");
    const questions = new Map(shard.questions.map((question) => [question.id, question]));
    const versions = new Map(marked.map(({ question, version }) => [question, version]));
    const entry = (id: string): Question | Former => {
      const question = questions.get(id);
      if (!question) return "withdrawn";
      return (versions.get(id) ?? question.version) === question.version ? question : "corrected";
    };
    const paper = printedPaper(
      {
        exam,
        number,
        course,
        now: this.index.course,
        sections: sections.map((ids) => ids.map(entry)),
        seed: (id) => seedOn(number, id),
        sources: (question) => sources(question, shard),
      },
      kind,
    );
    printMade(`${exam.title} ${number}`, paper);
  }
}

/** The blueprint of a paper; the title includes the chosen page. */
function titled({ exam, page }: PaperName): Exam {
  return page ? { ...exam, title: `${exam.title}：${page.title}` } : exam;
}

/** The id of the result named in the address; null if there is none. */
function paperNamed(hash: string): string | null {
  const name = fragmentOf(hash);
  return name.startsWith(PAPER) ? name.slice(PAPER.length) : null;
}

function addressOf({ id }: HandedIn): string {
  return `#${PAPER}${encodeURIComponent(id)}`;
}

/** The address of this page without query and fragment. */
function listAddress(): string {
  return location.href.replace(/[?#].*$/, "");
}

/** Returns false if this page's learner was erased elsewhere: a record under that id would never be visible. */
async function isLearnerKnown(): Promise<boolean> {
  const profiles = await readProfiles(records);
  return records.profile === SOLE_PROFILE || profiles.some(({ id }) => id === records.profile);
}

function noExams(): HTMLElement {
  return panel(
    examTexts.choose,
    make("p", {}, examTexts.noExams, link(examTexts.toDrill, "practice/drill.html"), "。"),
  );
}
