/** A session bound to the store: every step is kept, every answer handed in is logged. */

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
  /** Where drafts and the run are kept: one name for each place where the questions are asked. */
  readonly scope: string;
  readonly mode: "practice" | "self-check" | "drill" | "mistakes" | "review";
  readonly records: Records;
  /** Says what the browser does not keep; null when it keeps everything again. */
  troubled(trouble: Trouble | null): void;
}

export class Practice {
  /** The run before a restart, until the learner goes on in the new one. */
  private replaced: Session | null = null;
  /** How many answers of this run no longer count, because their questions were corrected since. */
  voided = 0;
  /** When the learner last saw something new (a question that came, a verdict), by a clock that nobody can set. */
  private since = performance.now();

  private constructor(
    readonly place: Place,
    public session: Session,
  ) {}

  /** Goes on where the learner stopped here, or starts anew. */
  static async open(place: Place): Promise<Practice> {
    const { records, scope, questions } = place;
    const first = begin(questions, randomSeed());
    // Two tabs that open at once go on with one run, or the drafts of one would be lost.
    const [stands, drafts] = await Promise.all([startRun(records, scope, first), readDrafts(records, scope)]);
    const fresh = stands ? begin(questions, stands.seed, stands.only) : first;
    const position = stands?.position ?? 0;
    const practice = new Practice(place, resume(fresh, entriesOf(drafts, fresh), position));
    practice.voided = outdated(drafts, fresh).length;
    return practice;
  }

  /** Starts a new run over just these questions, in this order; it can be gone on with later. */
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

  /** Hands in; false if there is nothing to hand in. */
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

  retry(): void {
    this.replace(retry(this.session, this.place.questions, randomSeed()));
  }

  get canUndo(): boolean {
    return this.replaced !== null;
  }

  /** Takes a restart back: the drafts of the run before are still stored, as nothing was answered since. */
  undo(): void {
    if (this.replaced) this.session = this.replaced;
    this.replaced = null;
    this.keepRun();
  }

  private replace(session: Session): void {
    // Begun anew twice, as by a double press: what is worth taking back is the run before both.
    this.replaced ??= this.session;
    this.session = session;
    this.since = performance.now();
    this.keepRun();
  }

  /** Goes on to a session that differs in one entry, and keeps it; false if nothing differs. */
  private step(session: Session, id: string): boolean {
    if (session === this.session) return false;
    // Of two tabs with different runs the one that was last answered in is gone on with.
    if (session.entries.size > this.session.entries.size) this.keepRun();
    this.session = session;
    this.replaced = null;
    const { response, standing } = this.entry(id);
    const version = this.question(id)?.version ?? "";
    const draft: Draft = { question: id, version, run: session.seed, response, standing };
    this.watch(saveDraft(this.place.records, this.place.scope, draft));
    return true;
  }

  /** Logs the answer if it has just been judged; one that the learner has yet to mark waits. */
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

/** A wrong answer is forgotten, whatever was felt before; only where no program can mark does the feeling count. */
function counts(question: Question, standing: Standing): boolean {
  return standing === "right" || isSelfMarked(question);
}

/** The stored drafts that belong to this run and to the questions as they are now. */
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

/** The questions of this run that were handed in before they were corrected. */
function outdated(drafts: readonly Draft[], session: Session): readonly Question[] {
  return session.questions.filter((question) => {
    const draft = draftOf(question, drafts, session);
    return draft !== undefined && draft.standing !== null && draft.version !== question.version;
  });
}

function draftOf(question: Question, drafts: readonly Draft[], session: Session): Draft | undefined {
  return drafts.find(({ question: id, run }) => id === question.id && run === session.seed);
}
