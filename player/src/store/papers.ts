/** The paper under way, and those handed in. */

import type { Response, Standing } from "../core/answer";
import type { Exam } from "../core/data";
import { type Fields, isFields } from "../core/foreign";
import { type Attempt, attemptOf } from "./attempts";
import { fieldsOf, isNumber, isText, isTexts } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

/** The one paper under way has this id, so that nobody can have two. */
const RUNNING = "running";

/** Milliseconds without a sign of life after which a desk no longer holds its paper, unless it answers when asked. */
export const PATIENCE = 12_000;

export interface PaperHead {
  /** The paper number, which alone says which questions it has. */
  readonly number: string;
  /** The blueprint as it was then. */
  readonly exam: Exam;
  readonly course: string;
  /** Ids, section by section. */
  readonly sections: readonly (readonly string[])[];
  /** In milliseconds since 1970. */
  readonly started: number;
}

export interface Running extends PaperHead {
  /** The id under which it will be handed in. */
  readonly sitting: string;
  /** Answer versions by question. */
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
  /** The question on screen, counted through all sections. */
  readonly position: number;
  /** Milliseconds used so far, and what the system's clock said then. */
  readonly clock: { readonly used: number; readonly wall: number };
  /** The desk that holds it, and when it last said so. */
  readonly holder: string;
  readonly beat: number;
  /** Counts every change, so that an older state never replaces a newer one. Records of earlier versions lack it. */
  readonly edits?: number;
}

/** What became of the paper when a page wrote to it. */
export type Kept =
  | "kept"
  /** Another desk holds it, or has gone further. */
  | "taken"
  /** It is not stored any more. */
  | "gone"
  /** The browser did not keep it. */
  | "unkept";

export interface Marked {
  readonly question: string;
  readonly version: string;
  /** Null where nothing was answered. Read it with `readResponse`: the question may have changed since. */
  readonly response: unknown;
  /** Null where nothing was answered. */
  readonly standing: Standing | null;
  /** What it earned, in half marks. */
  readonly halves: number;
}

export interface HandedIn extends PaperHead {
  readonly id: string;
  readonly ended: number;
  /** Minutes east of UTC then and there. */
  readonly zone: number;
  /** Milliseconds used. */
  readonly used: number;
  /** Whether the clock handed it in. */
  readonly timedOut: boolean;
  /** In the order of the paper. */
  readonly marked: readonly Marked[];
}

/** The paper under way; null if there is none that this program can read. */
export async function readRunning(records: Records): Promise<Running | null> {
  const found = await records.all("papers", [records.profile, RUNNING]);
  return isRunning(found[0]) ? found[0] : null;
}

/** Starts a paper; false if there is one under way already, or if the browser does not keep it. */
export function startPaper(records: Records, running: Running): Promise<boolean> {
  return records.add("papers", stored(records, running));
}

/** Keeps how far the paper is, if this desk still holds it and nothing newer is stored. */
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

/** Takes the paper over for a desk, as it is stored; null if there is none any more. */
export async function takeRunning(records: Records, holder: string): Promise<Running | null> {
  const after = await records.update("papers", [records.profile, RUNNING], (before) =>
    isRunning(before) ? { ...before, holder, beat: Date.now(), edits: editsOf(before) + 1 } : null,
  );
  return isRunning(after) ? after : null;
}

/** How many changes a paper has seen. */
export function editsOf({ edits }: Running): number {
  return edits ?? 0;
}

/** Gives a paper up without handing it in. */
export function dropRunning(records: Records): Promise<boolean> {
  return records.apply([{ store: "papers", remove: [records.profile, RUNNING] }]);
}

/**
 * Hands in, with one attempt for each question answered: all of it or nothing, and never twice.
 *
 * If the stored state of this sitting is newer than `held`, that one is handed in. `paperOf` marks the state chosen.
 * Also hands in a paper whose record is gone; a paper of another sitting stays where it is.
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
      const isNewer = isSitting(before, held) && editsOf(before) > editsOf(held);
      paper = paperOf(isNewer ? before : held);
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
 * Keeps the learner's own mark on an answer that no program can mark, and logs the attempt that it settles, both or
 * neither.
 *
 * Only this mark changes: another tab may have settled another. Returns the paper as it stands then; null if the
 * browser did not keep it.
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

/** Every paper handed in, the latest first. */
export async function readPapers(records: Records): Promise<readonly HandedIn[]> {
  const found = await records.all("papers", [records.profile]);
  return found.filter(isHandedIn).sort((one, other) => other.ended - one.ended);
}

/** Does a value from anywhere make sense as a paper handed in? */
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

function stored(records: Records, running: Running): object {
  return { format: FORMAT, profile: records.profile, id: RUNNING, ...running };
}

/** One attempt for each answer judged; its id says which sitting and question, so that it is logged once. */
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
