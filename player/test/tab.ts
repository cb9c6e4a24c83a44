/**
 * One tab's way to the record, for the test that takes tabs through random sequences of actions in a real browser
 * (tests/browser/test_record_model.py). It calls what the elements call, and says what they would tell the learner.
 */

import type { Exam } from "../src/core/data";
import { isAttempt, logAttempt, readLog } from "../src/store/attempts";
import { Connection } from "../src/store/connection";
import { readHoldings } from "../src/store/holdings";
import { PACK, readAttempts } from "../src/store/pack";
import {
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
import { FORMAT, upgrade, VERSION } from "../src/store/schema";

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
const QUESTIONS = ["a", "b", "c"];

let records = new Connection("none");
/** What became of the actions that were begun and not waited for. */
const outcomes = new Map<number, unknown>();

/** What goes wrong at a write to come: the browser has no room, or takes the transaction back. */
let fault: { readonly kind: "quota" | "abort"; readonly after: number } | null = null;

for (const name of ["add", "put", "delete"] as const) {
  const whole = IDBObjectStore.prototype[name] as (...values: unknown[]) => IDBRequest;
  Object.defineProperty(IDBObjectStore.prototype, name, {
    value(this: IDBObjectStore, ...values: unknown[]): IDBRequest {
      const kind = fault?.after === 0 ? fault.kind : null;
      fault = fault && !kind ? { ...fault, after: fault.after - 1 } : null;
      if (kind === "quota") throw new DOMException("no room", "QuotaExceededError");
      const request = whole.apply(this, values);
      if (kind === "abort") this.transaction.abort();
      return request;
    },
  });
}

function head(sitting: string) {
  return {
    number: `small-${sitting}`,
    exam: EXAM,
    course: "0badcafe",
    sections: [QUESTIONS],
    started: Date.now() - 1000,
  };
}

function running(sitting: string, holder: string, answers: Readonly<Record<string, unknown>>): Running {
  const versions = Object.fromEntries(QUESTIONS.map((question) => [question, VERSION_OF_ANSWERS]));
  const now = Date.now();
  return {
    ...head(sitting),
    sitting,
    versions,
    answers,
    flags: [],
    position: 0,
    clock: { used: 5, wall: now },
    holder,
    beat: now,
  };
}

function mark(question: string, standing: Marked["standing"]): Marked {
  const halves = standing === "right" ? 2 : 0;
  return { question, version: VERSION_OF_ANSWERS, response: 0, standing, halves };
}

function paper(sitting: string): HandedIn {
  // The last one waits for the learner's own mark.
  const marked = [mark("a", "right"), mark("b", "wrong"), mark("c", "pending")];
  return { ...head(sitting), id: sitting, ended: Date.now(), zone: 480, used: 900, timedOut: false, marked };
}

const actions = {
  answer(took: number): Promise<boolean> {
    const given = { question: `q${took % 5}`, version: VERSION_OF_ANSWERS, response: took % 4, took };
    return logAttempt(records, { ...given, verdict: "right", mode: "practice", paper: null });
  },
  start: (sitting: string, holder: string): Promise<boolean> =>
    startPaper(records, running(sitting, holder, {})),
  async keep(sitting: string, holder: string, answer: number): Promise<boolean> {
    return (
      (await keepRunning(records, { ...running(sitting, holder, { a: answer }), edits: answer })) === "kept"
    );
  },
  async take(holder: string): Promise<string | null> {
    return (await takeRunning(records, holder))?.sitting ?? null;
  },
  async handIn(sitting: string): Promise<boolean> {
    return (await handIn(records, running(sitting, "", {}), () => paper(sitting))).kept;
  },
  async settle(sitting: string): Promise<boolean> {
    const found = (await readPapers(records)).find(({ id }) => id === sitting);
    return found !== undefined && (await settleMark(records, found, mark("c", "right"))) !== null;
  },
  async exported(): Promise<string | null> {
    const holdings = await readHoldings(records);
    return records.trouble ? null : recordFile(holdings, "", ORIGIN, Date.now());
  },
  async brought(text: string): Promise<boolean> {
    const file = readRecordFile(text, ORIGIN.id, { has: () => true });
    if ("problem" in file) throw new Error(file.problem);
    const mine = await readHoldings(records);
    return records.apply(planImport(mine, mine.others, file, records.profile, Date.now()).changes);
  },
  erase: (profile: string): Promise<boolean> => erase(records, profile),
  /** Keeps the copy of a log that players make of long ones, as it would be now. */
  async pack(): Promise<boolean> {
    const text = JSON.stringify(await readAttempts(records));
    return records.put("packs", { format: FORMAT, id: PACK, text });
  },
};

type Name = keyof typeof actions;

const tab = {
  /** Comes to the page: a new connection, as this learner. */
  enter(name: string, profile: string): void {
    void records.close();
    records = new Connection(name);
    records.profile = profile;
    outcomes.clear();
    fault = null;
  },
  /** Lets one write fail, the next one or one that comes `after` so many. */
  fail(kind: "quota" | "abort", after: number): void {
    fault = { kind, after };
  },
  act(name: Name, ...values: unknown[]): Promise<unknown> {
    return (actions[name] as (...values: unknown[]) => Promise<unknown>)(...values);
  },
  /** Begins an action without waiting for it; `outcome` says what is known of it. */
  begin(number: number, name: Name, ...values: unknown[]): void {
    this.act(name, ...values).then((outcome) => outcomes.set(number, outcome));
  },
  outcome: (number: number): unknown => outcomes.get(number) ?? null,
  /** What this learner would be shown. */
  async shown(): Promise<object> {
    const log = await readLog(records);
    const papers = await readPapers(records);
    const sitting = await readRunning(records);
    return {
      trouble: records.trouble,
      log: log.map(({ id, took, verdict }) => ({ id, took, verdict })),
      papers: papers.map(({ id, marked }) => ({
        id,
        settled: marked.every(({ standing }) => standing !== "pending"),
      })),
      running: sitting && {
        sitting: sitting.sitting,
        holder: sitting.holder,
        answer: sitting.answers.a ?? null,
      },
    };
  },
  leave: (): Promise<void> => records.close(),
  /** Opens the database as another version of the program does, and keeps it until asked to go. */
  other(name: string, version: number, attempts: readonly object[]): Promise<string> {
    return new Promise((resolve) => {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = ({ oldVersion }) => {
        // The first version had the stores of the first step only.
        const stores = opening.result as never;
        if (oldVersion === 0 && version === 1) {
          const first = ["drafts", "runs", "ticks", "settings"];
          opening.result.createObjectStore("attempts", { keyPath: "id" });
          const keys = [["scope", "question"], ["scope"], ["page", "text"], ["name"]];
          first.forEach((store, place) => {
            opening.result.createObjectStore(store, { keyPath: ["profile", ...(keys[place] ?? [])] });
          });
        } else if (oldVersion < VERSION) upgrade(stores, oldVersion);
      };
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
  /** Every record of a store, past the player. */
  raw(name: string, store: string): Promise<unknown[]> {
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
  isAttempt,
};

Object.assign(globalThis, { tab });
