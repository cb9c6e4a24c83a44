/** A run bound to the store: every step is saved, every submitted answer is logged. */

import type { Entry, Rating, Response, Standing } from "../core/answer";
import type { Question, Shard } from "../core/data";
import { isSelfMarked } from "../core/grade";
import { randomSeed } from "../core/random";
import {
  begin,
  cover,
  entryOf,
  goTo,
  mark,
  restore,
  resume,
  retry,
  type Session,
  submit,
  write,
} from "../learning/session";
import { logAttempt } from "../store/attempts";
import { type Draft, readDrafts, saveDraft } from "../store/drafts";
import { askToPersist } from "../store/persistence";
import type { Records, Trouble } from "../store/records";
import { saveRun, startRun } from "../store/runs";

export interface Place {
  readonly shard: Shard;
  readonly questions: readonly Question[];
  /** The name under which drafts and the run are stored, one for each place with questions. */
  readonly scope: string;
  readonly mode: "practice" | "self-check" | "drill" | "mistakes" | "review";
  readonly records: Records;
  /** Reports what the browser cannot store; null if it can store everything again. */
  troubled(trouble: Trouble | null): void;
}

export class Practice {
  /** The run before a restart, until the learner continues in the new one. */
  private replaced: Session | null = null;
  /** The number of answers of this run that no longer count, because their questions were corrected. */
  voided = 0;
  /** When the learner last saw something new (a question or a verdict), by a monotonic clock. */
  private since = performance.now();

  private constructor(
    readonly place: Place,
    public session: Session,
  ) {}

  /** Continues where the learner left off, or starts a new run. */
  static async open(place: Place): Promise<Practice> {
    const { records, scope, questions } = place;
    const first = begin(questions, randomSeed());
    // Two tabs that open at once must share one run, or the drafts of one would be lost.
    const [stands, drafts] = await Promise.all([startRun(records, scope, first), readDrafts(records, scope)]);
    const fresh = stands ? begin(questions, stands.seed, stands.only) : first;
    const position = stands?.position ?? 0;
    const practice = new Practice(place, resume(fresh, entriesOf(drafts, fresh), position));
    practice.voided = outdated(drafts, fresh).length;
    return practice;
  }

  /** Starts a new run over these questions, in this order. It can be continued later. */
  static start(place: Place): Practice {
    const ids = place.questions.map(({ id }) => id);
    const practice = new Practice(place, begin(place.questions, randomSeed(), ids));
    practice.keepRun();
    return practice;
  }

  entry(id: string): Entry {
    return entryOf(this.session, id);
  }

  write(id: string, response: Response | null): void {
    this.step(write(this.session, id, response), id);
  }

  cover(id: string, covered: readonly number[]): void {
    this.write(id, cover(this.entry(id).response, covered));
  }

  /** Submits an answer; false if there is nothing to submit. */
  submit(id: string, rating?: Rating): boolean {
    const handedIn = this.step(submit(this.session, id), id);
    if (handedIn) this.log(id, rating);
    return handedIn;
  }

  mark(id: string, rating?: Rating): void {
    if (this.step(mark(this.session, id), id)) this.log(id, rating);
  }

  goTo(position: number): void {
    this.session = goTo(this.session, position);
    this.since = performance.now();
    this.keepRun();
  }

  restart(): void {
    this.replace(begin(this.place.questions, randomSeed()));
  }

  /** Starts over with these questions, or with all. */
  narrow(ids: readonly string[] | null): void {
    this.replace(begin(this.place.questions, randomSeed(), ids));
  }

  retry(): void {
    this.replace(retry(this.session, this.place.questions, randomSeed()));
  }

  get canUndo(): boolean {
    return this.replaced !== null;
  }

  /** Undoes a restart: the drafts of the previous run are still stored, because nothing was answered since. */
  undo(): void {
    if (this.replaced) this.session = this.replaced;
    this.replaced = null;
    this.keepRun();
  }

  private replace(session: Session): void {
    // After two restarts, as by a double click, undo returns to the run before both.
    this.replaced ??= this.session;
    this.session = session;
    this.since = performance.now();
    this.keepRun();
  }

  /** Moves to a session that differs in one entry, and saves it; false if nothing differs. */
  private step(session: Session, id: string): boolean {
    if (session === this.session) return false;
    // Of two tabs with different runs, the one answered last is continued.
    if (session.entries.size > this.session.entries.size) this.keepRun();
    this.session = session;
    this.replaced = null;
    const { response, standing } = this.entry(id);
    const version = this.question(id)?.version ?? "";
    const draft: Draft = { question: id, version, run: session.seed, response, standing };
    this.watch(saveDraft(this.place.records, this.place.scope, draft));
    return true;
  }

  /** Logs a graded answer. An answer that waits for self-assessment is not logged. */
  private log(id: string, rating?: Rating): void {
    const question = this.question(id);
    const { response, standing } = this.entry(id);
    if (!question || response === null || standing === null || standing === "pending") return;
    const { version } = question;
    const took = Math.round(performance.now() - this.since);
    this.since = performance.now();
    const given = {
      question: id,
      version,
      response,
      verdict: standing,
      took,
      mode: this.place.mode,
      paper: null,
      ...(rating && counts(question, standing) ? { rating } : {}),
    };
    const logged = logAttempt(this.place.records, given);
    this.watch(logged);
    void logged.then((kept) => (kept ? askToPersist() : undefined));
  }

  private keepRun(): void {
    this.watch(saveRun(this.place.records, this.place.scope, this.session));
  }

  private watch(written: Promise<boolean>): void {
    void written.then(() => this.place.troubled(this.place.records.trouble));
  }

  private question(id: string): Question | undefined {
    return this.session.questions.find((question) => question.id === id);
  }
}

/** A wrong answer counts as forgotten whatever its rating; the rating also counts where no program can grade. */
function counts(question: Question, standing: Standing): boolean {
  return standing === "right" || isSelfMarked(question);
}

/** The stored drafts of this run for the current versions of the questions. */
function entriesOf(drafts: readonly Draft[], session: Session): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const question of session.questions) {
    const draft = draftOf(question, drafts, session);
    if (draft?.version === question.version) {
      entries.set(question.id, restore(question, draft.response, draft.standing));
    }
  }
  return entries;
}

/** The questions of this run that were corrected after they were submitted. */
function outdated(drafts: readonly Draft[], session: Session): readonly Question[] {
  return session.questions.filter((question) => {
    const draft = draftOf(question, drafts, session);
    return draft !== undefined && draft.standing !== null && draft.version !== question.version;
  });
}

function draftOf(question: Question, drafts: readonly Draft[], session: Session): Draft | undefined {
  return drafts.find(({ question: id, run }) => id === question.id && run === session.seed);
}
