/** The paper in progress, and submitted papers. */

import type { Response, Standing } from "../core/answer";
import type { Exam } from "../core/data";
import { type Fields, isFields } from "../core/foreign";
import { type Attempt, attemptOf } from "./attempts";
import { fieldsOf, isNumber, isText, isTexts } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

/** The id of the paper in progress, so that there is at most one. */
const RUNNING = "running";

/** Milliseconds without a heartbeat after which a session no longer holds its paper, unless it answers a query. */
export const PATIENCE = 12_000;

export interface PaperHead {
  /** The paper number, which identifies its questions. */
  readonly number: string;
  /** The blueprint at that time. */
  readonly exam: Exam;
  readonly course: string;
  /** Ids by section. */
  readonly sections: readonly (readonly string[])[];
  /** In milliseconds since 1970. */
  readonly started: number;
}

export interface Running extends PaperHead {
  /** The id under which it will be submitted. */
  readonly sitting: string;
  /** Answer versions by question. */
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
  /** The question on screen, counted through all sections. */
  readonly position: number;
  /** Milliseconds used so far, and the system time then. */
  readonly clock: { readonly used: number; readonly wall: number };
  /** The session that holds it, and the time of its last heartbeat. */
  readonly holder: string;
  readonly beat: number;
  /** Counts changes, so that an older state never replaces a newer one. Missing in earlier versions. */
  readonly edits?: number;
}

/** The result of writing to the paper. */
export type Kept =
  | "kept"
  /** Another session holds it, or has a newer state. */
  | "taken"
  /** It is no longer stored. */
  | "gone"
  /** The browser did not save it. */
  | "unkept";

export interface Marked {
  readonly question: string;
  readonly version: string;
  /** Null if unanswered. To be read with `readResponse`: the question may have changed since. */
  readonly response: unknown;
  /** Null if unanswered. */
  readonly standing: Standing | null;
  /** The marks earned, in halves. */
  readonly halves: number;
}

export interface HandedIn extends PaperHead {
  readonly id: string;
  readonly ended: number;
  /** Minutes east of UTC at that time. */
  readonly zone: number;
  /** Milliseconds used. */
  readonly used: number;
  /** Whether the clock submitted it. */
  readonly timedOut: boolean;
  /** In the order of the paper. */
  readonly marked: readonly Marked[];
}

/** Reads the paper in progress; null if there is none that this program can read. */
export async function readRunning(records: Records): Promise<Running | null> {
  const found = await records.all("papers", [records.profile, RUNNING]);
  return isRunning(found[0]) ? found[0] : null;
}

/** Starts a paper; false if another is in progress, or if the browser does not save it. */
export function startPaper(records: Records, running: Running): Promise<boolean> {
  return records.add("papers", stored(records, running));
}

/** Saves the state of the paper, if this session still holds it and nothing newer is stored. */
export async function keepRunning(records: Records, running: Running): Promise<Kept> {
  let outcome: Kept = "gone";
  const after = await records.update("papers", [records.profile, RUNNING], (before) => {
    const isSame = isSitting(before, running);
    const isOurs = isSame && before.holder === running.holder && editsOf(before) <= editsOf(running);
    outcome = isOurs ? "kept" : isSame ? "taken" : "gone";
    return isOurs ? stored(records, running) : null;
  });
  return after === undefined ? "unkept" : outcome;
}

/** Takes over the stored paper for a session; null if there is none. */
export async function takeRunning(records: Records, holder: string): Promise<Running | null> {
  const after = await records.update("papers", [records.profile, RUNNING], (before) =>
    isRunning(before) ? { ...before, holder, beat: Date.now(), edits: editsOf(before) + 1 } : null,
  );
  return isRunning(after) ? after : null;
}

/** Returns a paper with the changes that a page which was left did not save, if it is the same one. */
export function withUnsaved(held: Running, unsaved: Running | null): Running {
  // Taking it over counts as a change, too.
  if (unsaved?.sitting !== held.sitting || editsOf(unsaved) < editsOf(held)) return held;
  const { answers, flags, position } = unsaved;
  return { ...held, answers, flags, position, edits: editsOf(unsaved) + 1 };
}

/** Returns a value of unknown origin as a paper in progress; null if it is none. */
export function runningOf(value: unknown): Running | null {
  return isRunning(value) ? value : null;
}

/** The number of changes to a paper. */
export function editsOf({ edits }: Running): number {
  return edits ?? 0;
}

/** The newer state; where another page has gone on with the paper since this one could not write, both count. */
function fuller(held: Running, stands: Running): Running {
  if (editsOf(stands) > editsOf(held)) return stands;
  if (stands.holder === held.holder) return held;
  return { ...held, answers: { ...held.answers, ...stands.answers } };
}

/** Discards a paper without submitting it. */
export function dropRunning(records: Records): Promise<boolean> {
  return records.apply([{ store: "papers", remove: [records.profile, RUNNING] }]);
}

/**
 * Submits a paper with one attempt for each answered question, atomically and at most once.
 *
 * If the stored state of this sitting is newer than `held`, that one is submitted, and no stored answer is lost.
 * `paperOf` marks the chosen state. A paper whose record is gone is submitted too; a paper of another sitting is left
 * alone.
 */
export async function handIn(
  records: Records,
  held: Running,
  paperOf: (running: Running) => HandedIn,
): Promise<{ readonly paper: HandedIn; readonly kept: boolean }> {
  const key = [records.profile, RUNNING];
  let paper = paperOf(held);
  const outcome = await records.update(
    "papers",
    key,
    (before) => {
      paper = paperOf(isSitting(before, held) ? fuller(held, before) : held);
      return (before as object | undefined) ?? stored(records, held);
    },
    {
      stores: ["attempts"],
      steps: (changed) => [
        ...(isSitting(changed, held) ? [{ store: "papers", remove: key } as const] : []),
        { store: "papers", add: { format: FORMAT, profile: records.profile, ...paper } },
        ...attemptsOf(records, paper).map((attempt) => ({ store: "attempts", add: attempt }) as const),
      ],
    },
  );
  return { paper, kept: outcome !== undefined };
}

/**
 * Saves a self-assessed mark and logs its attempt, atomically.
 *
 * Only this mark changes: another tab may have saved another. Returns the stored paper; null if the browser did not
 * save it.
 */
export async function settleMark(records: Records, paper: HandedIn, mark: Marked): Promise<HandedIn | null> {
  const replace = ({ marked }: HandedIn) =>
    marked.map((one) => (one.question === mark.question ? mark : one));
  const logged = (stands: object) =>
    isHandedIn(stands) ? attemptsOf(records, { ...stands, marked: [mark] }) : [];
  const stands = await records.update(
    "papers",
    [records.profile, paper.id],
    (before) => (isHandedIn(before) ? { ...before, marked: replace(before) } : null),
    {
      stores: ["attempts"],
      steps: (changed) => logged(changed).map((attempt) => ({ store: "attempts", put: attempt })),
    },
  );
  return isHandedIn(stands) ? stands : null;
}

/** Reads all submitted papers, latest first. */
export async function readPapers(records: Records): Promise<readonly HandedIn[]> {
  const found = await records.all("papers", [records.profile]);
  return found.filter(isHandedIn).sort((one, other) => other.ended - one.ended);
}

/** Returns whether a value of unknown origin is a submitted paper. */
export function isHandedIn(value: unknown): value is HandedIn {
  const fields = fieldsOf(value);
  return (
    fields !== null &&
    isHead(fields) &&
    isText(fields.id) &&
    fields.id !== RUNNING &&
    [fields.ended, fields.zone, fields.used].every(isNumber) &&
    typeof fields.timedOut === "boolean" &&
    Array.isArray(fields.marked) &&
    fields.marked.every(isMarked)
  );
}

function isRunning(value: unknown): value is Running {
  const fields = fieldsOf(value);
  if (!fields || !isHead(fields)) return false;
  const clock = fields.clock as { used?: unknown; wall?: unknown } | null;
  return (
    fields.id === RUNNING &&
    [fields.sitting, fields.holder].every(isText) &&
    [fields.position, fields.beat, clock?.used, clock?.wall].every(isNumber) &&
    isFields(fields.versions) &&
    Object.values(fields.versions).every(isText) &&
    isFields(fields.answers) &&
    isTexts(fields.flags) &&
    (fields.edits === undefined || isNumber(fields.edits))
  );
}

function isSitting(value: unknown, { sitting }: Running): value is Running {
  return isRunning(value) && value.sitting === sitting;
}

function isHead(fields: Fields): boolean {
  return (
    [fields.number, fields.course, fields.profile].every(isText) &&
    isNumber(fields.started) &&
    Array.isArray(fields.sections) &&
    fields.sections.length > 0 &&
    fields.sections.every(isTexts) &&
    isExam(fields.exam, fields.sections.length)
  );
}

function isExam(value: unknown, sections: number): boolean {
  if (!isFields(value)) return false;
  const exam = value as Fields;
  return (
    [exam.name, exam.title].every(isText) &&
    [exam.minutes, exam.passing].every(isNumber) &&
    Array.isArray(exam.sections) &&
    exam.sections.length === sections &&
    exam.sections.every(isSection)
  );
}

function isSection(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { title, type, count, marks, partly } = value as Fields;
  return [title, type].every(isText) && [count, marks].every(isNumber) && PARTLY.includes(partly);
}

function isMarked(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { question, version, standing, halves } = value as Fields;
  return (
    [question, version].every(isText) &&
    isNumber(halves) &&
    STANDINGS.includes(standing) &&
    "response" in (value as object)
  );
}

const PARTLY: readonly unknown[] = ["none", "half", "share"];
const STANDINGS: readonly unknown[] = ["right", "partial", "wrong", "pending", null];

/** Returns a paper as its record. */
export function stored(records: Records, running: Running): object {
  return { format: FORMAT, profile: records.profile, id: RUNNING, ...running };
}

/** One attempt for each graded answer; its id consists of sitting and question, so that it is logged only once. */
function attemptsOf(records: Records, paper: HandedIn): readonly Attempt[] {
  return paper.marked.flatMap(({ question, version, response, standing }) => {
    if (standing === null || standing === "pending") return [];
    const given = {
      question,
      version,
      response: response as Response,
      verdict: standing,
      took: 0,
      mode: "exam",
      paper: paper.number,
    };
    return [attemptOf(records, given, `${paper.id}-${question}`)];
  });
}
