/**
 * One tab's way to the record, for the test that takes tabs through random sequences of actions in a real browser
 * (tests/browser/test_record_model.py). It calls what the elements call, and says what they would tell the learner.
 */

import type { Exam } from "../src/core/data";
import { resumeVisit } from "../src/elements/visit";
import { logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { readHoldings } from "../src/store/holdings";
import { MemoryRecords } from "../src/store/memory-records";
import { eraseShared, migrate } from "../src/store/migration";
import { addNote, changeNote, readNotes } from "../src/store/notes";
import { PACK, readAttempts } from "../src/store/pack";
import {
  editsOf,
  type HandedIn,
  handIn,
  keepRunning,
  type Marked,
  type Running,
  readPapers,
  readRunning,
  settleMark,
  startPaper,
  takeRunning,
} from "../src/store/papers";
import { erase } from "../src/store/profiles";
import { readRecordFile, recordFile } from "../src/store/record-file";
import { planImport } from "../src/store/record-merge";
import { isBlind, type Notice, type Records } from "../src/store/records";
import { FORMAT, SHARED_NAME, upgrade, VERSION } from "../src/store/schema";
import { hasShared } from "../src/store/shared-database";
import { TabStorage } from "../src/store/tab-storage";
import { type Death, type Fault, World } from "./world";

/** A course: its database, and the ids of its questions. */
interface Course {
  readonly name: string;
  readonly questions: readonly string[];
  readonly paper: readonly string[];
}

const VERSION_OF_ANSWERS = "0123456789ab";
const EXAM = {
  name: "small",
  title: "小卷",
  about: "",
  minutes: 10,
  passing: 1,
  choosePage: false,
  pages: [],
  shares: null,
  sections: [{ title: "一", type: "single", count: 3, marks: 1, partly: "none" }],
} as unknown as Exam;
const ORIGIN = { id: "sample", title: "样例", course: "0badcafe" };
/** Longer than any patience of the player. */
const VERY_LONG = 1_000_000;
/** How long the test waits for another program's upgrade, in milliseconds that really pass. */
const BLOCKED = 8000;

const reallyLater = setTimeout;
const world = new World();
let course: Course = { name: "none", questions: [], paper: [] };
let records: Records = new Connection("none");
/** The paper that this page shows, as the page has it. */
let held: Running | null = null;
let notices: (Notice | null)[] = [];
/** What became of the actions that were begun and not waited for. */
const outcomes = new Map<number, unknown>();

function connected(name: string): Connection {
  const prepare = async (database: Parameters<typeof migrate>[0]) => {
    try {
      if (await hasShared()) await migrate(database, parts);
    } catch {
      // It is tried again on the next page.
    }
  };
  return new Connection(name, { prepare, notify: (notice) => notices.push(notice) });
}

async function parts() {
  const questions = new Set([...course.questions, ...course.paper]);
  return { questions, banks: new Set<string>(), pages: new Set<string>() };
}

async function leave(): Promise<void> {
  if (records instanceof Connection) await records.close();
}

function head(sitting: string) {
  return {
    number: `small-${sitting}`,
    exam: EXAM,
    course: "0badcafe",
    sections: [course.paper],
    started: Date.now() - 1000,
  };
}

function running(sitting: string, holder: string): Running {
  const versions = Object.fromEntries(course.paper.map((question) => [question, VERSION_OF_ANSWERS]));
  const now = Date.now();
  return {
    ...head(sitting),
    sitting,
    versions,
    answers: {},
    flags: [],
    position: 0,
    clock: { used: 5, wall: now },
    holder,
    beat: now,
    edits: 0,
  };
}

function mark(place: number, standing: Marked["standing"], response: unknown = 0): Marked {
  const halves = standing === "right" ? 2 : 0;
  return { question: course.paper[place] ?? "", version: VERSION_OF_ANSWERS, response, standing, halves };
}

/** The first mark holds all answers of the sitting; the last one waits for the learner's own mark. */
function paperOf({ sitting, answers }: Running): HandedIn {
  const marked = [mark(0, "right", answersOf({ answers })), mark(1, "wrong"), mark(2, "pending")];
  return { ...head(sitting), id: sitting, ended: Date.now(), zone: 480, used: 900, timedOut: false, marked };
}

function answersOf({ answers }: Pick<Running, "answers">): readonly number[] {
  return Object.keys(answers).map(Number);
}

const actions = {
  answer(took: number): Promise<boolean> {
    const question = course.questions[took % course.questions.length] ?? "";
    const given = { question, version: VERSION_OF_ANSWERS, response: took % 4, took };
    return logAttempt(records, { ...given, verdict: "right", mode: "practice", paper: null });
  },
  async start(sitting: string, holder: string): Promise<boolean> {
    const fresh = running(sitting, holder);
    const kept = await startPaper(records, fresh);
    if (kept) held = fresh;
    return kept;
  },
  /** Sits down at the paper under way. */
  async sit(holder: string): Promise<string | null> {
    held = await takeRunning(records, holder);
    return held?.sitting ?? null;
  },
  /** Answers one more question of the paper that this page shows. */
  async keep(answer: number): Promise<object | null> {
    if (!held) return null;
    held = { ...held, answers: { ...held.answers, [answer]: answer }, edits: editsOf(held) + 1 };
    const { sitting, answers } = held;
    const outcome = await keepRunning(records, held);
    if (outcome === "taken" || outcome === "gone") held = null;
    return { sitting, outcome, answers: answersOf({ answers }) };
  },
  /** Hands in what this page shows, or else what is stored. */
  async handIn(sitting: string): Promise<boolean> {
    const paper = held?.sitting === sitting ? held : running(sitting, "");
    const { kept } = await handIn(records, paper, paperOf);
    if (kept) held = null;
    return kept;
  },
  async settle(sitting: string): Promise<boolean> {
    const found = (await readPapers(records)).find(({ id }) => id === sitting);
    return found !== undefined && (await settleMark(records, found, mark(2, "right"))) !== null;
  },
  /** Changes the first note; writes one if there is none. */
  async changeNote(number: number): Promise<boolean> {
    const [first] = await readNotes(records);
    if (!first) return this.note(number);
    return (await changeNote(records, first, { text: `note${number}` })) !== "failed";
  },
  note(number: number): Promise<boolean> {
    const place = { page: "study/a.html", place: "r1", digest: "0123abcd", question: "", quote: "原文" };
    return addNote(records, place, `note${number}`);
  },
  async exported(): Promise<string | null> {
    const holdings = await readHoldings(records);
    return isBlind(records) ? null : recordFile(holdings, "", ORIGIN, Date.now());
  },
  brought: (text: string): Promise<boolean> => bringInto(records, text),
  async erase(profile: string | null): Promise<boolean> {
    try {
      if (await hasShared()) await eraseShared(await parts(), profile);
    } catch {
      return false;
    }
    return erase(records, profile);
  },
  /** Keeps the copy of a log that players make of long ones, as it would be now. */
  async pack(): Promise<boolean> {
    const text = JSON.stringify(await readAttempts(records));
    return records.put("packs", { format: FORMAT, id: PACK, text });
  },
  count: async (): Promise<number> => (await readLog(records)).length,
};

async function bringInto(into: Records, text: string): Promise<boolean> {
  const file = readRecordFile(text, ORIGIN.id, { has: () => true });
  if ("problem" in file) throw new Error(file.problem);
  const mine = await readHoldings(into);
  return into.apply(planImport(mine, mine.others, file, into.profile, Date.now()).changes);
}

type Name = keyof typeof actions;

/** The stores of the first version, which had those of the first step only. */
function createFirst(database: IDBDatabase): void {
  const first = ["drafts", "runs", "ticks", "settings"];
  database.createObjectStore("attempts", { keyPath: "id" });
  const keys = [["scope", "question"], ["scope"], ["page", "text"], ["name"]];
  first.forEach((store, place) => {
    database.createObjectStore(store, { keyPath: ["profile", ...(keys[place] ?? [])] });
  });
}

function storesOf(database: IDBDatabase, before: number, after: number): void {
  if (after === 1) createFirst(database);
  else if (before < VERSION) upgrade(database as never, before);
  for (let version = Math.max(before, VERSION) + 1; version <= after; version++) {
    database.createObjectStore(`newer-${version}`, { keyPath: "id" }).put({ id: "theirs" });
  }
}

const tab = {
  version: VERSION,
  shared: SHARED_NAME,
  /** Comes to the page: a new connection, as this learner. */
  enter(to: Course, profile: string): void {
    void leave();
    course = to;
    records = connected(to.name);
    records.profile = profile;
    held = null;
    notices = [];
    outcomes.clear();
    world.calm();
  },
  act(name: Name, ...values: unknown[]): Promise<unknown> {
    return (actions[name] as (...values: unknown[]) => Promise<unknown>)(...values);
  },
  /** Begins an action without waiting for it; `outcome` says what is known of it. */
  begin(number: number, name: Name, ...values: unknown[]): void {
    this.act(name, ...values).then((outcome) => outcomes.set(number, outcome));
  },
  outcome: (number: number): unknown => outcomes.get(number) ?? null,
  forget: (number: number) => outcomes.delete(number),
  notices: (): readonly (Notice | null)[] => notices,
  held: (): readonly number[] | null => held && answersOf(held),

  // What happens to the tab
  pass: (milliseconds: number) => world.pass(milliseconds),
  jump: (milliseconds: number) => world.jump(milliseconds),
  fail: (kind: Fault, after: number) => world.fail(kind, after),
  die: (death: Death) => void world.die(death),
  calm: () => world.calm(),
  holdOpening: () => world.holdOpening(),
  letOpen: () => world.letOpen(),
  /** Does something whose commit is carried out and never reported, and waits as long as the player does. */
  async unreported(name: Name, ...values: unknown[]): Promise<unknown> {
    const swallowed = world.die("silent");
    const outcome = this.act(name, ...values);
    await Promise.race([swallowed, outcome]);
    world.pass(VERY_LONG);
    return outcome;
  },
  /** Puts the page aside whole; what the browser brings back writes nothing. */
  rest: () => records.rest(),

  // A visit of which nothing is kept
  /** Opens a page in a visit; returns whether an earlier one was over. */
  visit(begin: boolean): boolean {
    const own = new TabStorage(course.name);
    if (begin) own.beginVisit();
    const isOver = resumeVisit(own);
    void leave();
    records = new MemoryRecords(course.name);
    return isOver;
  },
  endVisit: () => new TabStorage(course.name).endVisit(),

  /** What this learner would be shown. */
  async shown(): Promise<object> {
    const log = await readLog(records);
    const papers = await readPapers(records);
    const sitting = await readRunning(records);
    const { notes } = await readHoldings(records);
    return {
      trouble: records.trouble,
      log: log.map(({ id, took, verdict }) => ({ id, took, verdict })),
      papers: papers.map(({ id, marked }) => ({
        id,
        settled: marked.every(({ standing }) => standing !== "pending"),
        answers: marked[0]?.response,
      })),
      // Every event of the log, and the texts that are current.
      notes: notes.map(({ text }) => text),
      current: (await readNotes(records)).map(({ text }) => text),
      running: sitting && { sitting: sitting.sitting, answers: answersOf(sitting) },
    };
  },
  /** The order of the log here, and in another browser to which it is carried. */
  async carried(to: string): Promise<readonly (readonly string[])[]> {
    const elsewhere = new Connection(to);
    const text = recordFile(await readHoldings(records), "", ORIGIN, Date.now());
    await bringInto(elsewhere, text);
    const logs = await Promise.all([readLog(records), readLog(elsewhere)]);
    await elsewhere.close();
    return logs.map((log) => log.map(({ id }) => id));
  },
  leave,

  // Other programs
  /** Opens a database as another version of the program does, writes, and keeps it until asked to go. */
  other(name: string, version: number, attempts: readonly object[]): Promise<string> {
    world.calm();
    return new Promise((resolve) => {
      const opening = indexedDB.open(name, version);
      reallyLater(() => resolve("blocked"), BLOCKED);
      opening.onupgradeneeded = ({ oldVersion }) => storesOf(opening.result, oldVersion, version);
      opening.onerror = () => resolve(opening.error?.name ?? "");
      opening.onsuccess = () => {
        const database = opening.result;
        database.onversionchange = () => database.close();
        const transaction = database.transaction("attempts", "readwrite");
        for (const attempt of attempts) transaction.objectStore("attempts").put(attempt);
        transaction.oncomplete = () => resolve("");
        transaction.onabort = () => resolve(transaction.error?.name ?? "aborted");
      };
    });
  },
  /** Removes the database that all courses once shared. */
  forgetShared(): Promise<void> {
    return new Promise((resolve) => {
      indexedDB.deleteDatabase(SHARED_NAME).onsuccess = () => resolve();
    });
  },
  /** Every record of a store, past the player. */
  raw(name: string, store: string): Promise<unknown[]> {
    world.calm();
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction(store).objectStore(store).getAll();
        reading.onsuccess = () => {
          opening.result.close();
          resolve(reading.result);
        };
      };
    });
  },
};

Object.assign(globalThis, { tab });
