/**
 * Takes over what this course has in the database that all courses of an origin shared before each had its own.
 *
 * Nothing is changed there: a site that is rolled back goes on with it. Whatever is answered meanwhile is taken over
 * the next time, as a union by key. What belongs to other courses stays there.
 */

import { type IDBPDatabase, openDB } from "idb";
import type { Fields } from "../core/foreign";
import { fieldsOf, isNumber, isText, isTexts } from "./fields";
import { FORMAT, KEYS, SHARED_NAME, STORES, type StoreName } from "./schema";

/** What tells this course's records from those of others. */
export interface CourseIds {
  readonly questions: ReadonlySet<string>;
  readonly banks: ReadonlySet<string>;
  /** Study pages, below the site's root. */
  readonly pages: ReadonlySet<string>;
}

type Found = Readonly<Record<StoreName, readonly Fields[]>>;

/** The record, among those that can be made again, of what was there the last time. */
const MARK = "taken-over";
const RUNNING = "running";
/** Where somebody's learning is, rather than who they are and what they like. */
const RECORDS = ["attempts", "papers", "drafts", "runs", "ticks", "reads"] as const;

/** Takes over what is there and not here. `partsOf` is only called if there is anything new. */
export async function migrate(own: IDBPDatabase, partsOf: () => Promise<CourseIds>): Promise<void> {
  const shared = await openShared();
  if (!shared) return;
  try {
    const state = await stateOf(shared);
    const mark = fieldsOf(await own.get("packs", MARK))?.text;
    if (mark === state) return;
    const parts = await partsOf();
    await unite(own, ownedBy(parts, await everything(shared)));
    await own.put("packs", { format: FORMAT, id: MARK, text: state });
  } finally {
    shared.close();
  }
}

/** Removes what one profile, or everybody, has of this course in the shared database. Rejects if that fails. */
export async function eraseShared(parts: CourseIds, profile: string | null): Promise<void> {
  const shared = await openShared();
  if (!shared) return;
  try {
    const names = namesOf(shared);
    const all = await everything(shared);
    const gone = erasable(parts, all, profile);
    const transaction = shared.transaction(names, "readwrite", { durability: "strict" });
    for (const name of names) {
      for (const record of gone[name]) void transaction.objectStore(name).delete(keyOf(name, record));
    }
    await transaction.done;
  } finally {
    shared.close();
  }
}

/** Names and settings stay with those who have records of other courses; copies of the log are made again. */
function erasable(parts: CourseIds, all: Found, profile: string | null): Found {
  const owned = ownedBy(parts, all);
  const isErased = (name: StoreName) => (record: Fields) =>
    profile === null || ownerOf(name, record) === profile;
  const found = entries((name) => (name === "packs" ? all.packs : owned[name].filter(isErased(name))));
  const gone = new Set(RECORDS.flatMap((name) => found[name]));
  const others = RECORDS.flatMap((name) => all[name].filter((record) => !gone.has(record)));
  const staying = new Set(others.map((record) => record.profile));
  return {
    ...found,
    settings: found.settings.filter((record) => !staying.has(record.profile)),
    profiles: found.profiles.filter(({ id }) => !staying.has(id)),
  };
}

/** The shared database as it is; null if there is none, or none that can be read. */
async function openShared(): Promise<IDBPDatabase | null> {
  try {
    return await openDB(SHARED_NAME, undefined, {
      // It is not there; an upgrade that is aborted leaves nothing behind.
      upgrade(_database, _before, _after, transaction) {
        transaction.done.catch(() => {});
        transaction.abort();
      },
      blocking: (_before, _after, event) => (event.target as IDBDatabase).close(),
    });
  } catch {
    return null;
  }
}

function namesOf(database: IDBPDatabase): StoreName[] {
  return STORES.filter((name) => database.objectStoreNames.contains(name));
}

/** Changes whenever something is answered there: attempts and papers are only added, a paper under way bears its time. */
async function stateOf(shared: IDBPDatabase): Promise<string> {
  const names = namesOf(shared);
  const papers = names.includes("papers") ? await shared.getAll("papers") : [];
  const beats = papers.flatMap((paper) => (fieldsOf(paper)?.id === RUNNING ? fieldsOf(paper)?.beat : []));
  const attempts = names.includes("attempts") ? await shared.count("attempts") : 0;
  return [attempts, papers.length, ...beats].join(" ");
}

async function everything(shared: IDBPDatabase): Promise<Found> {
  const names = namesOf(shared);
  const all = new Map<StoreName, readonly Fields[]>();
  for (const name of names) {
    const found: unknown[] = await shared.getAll(name);
    all.set(
      name,
      found.flatMap((record): readonly Fields[] => (fieldsOf(record) ? [record as Fields] : [])),
    );
  }
  return entries((name) => all.get(name) ?? []);
}

function entries(recordsOf: (name: StoreName) => readonly Fields[]): Found {
  return Object.fromEntries(STORES.map((name) => [name, recordsOf(name)])) as unknown as Found;
}

/** Picks what belongs to this course; of people and their settings those who have anything of it. */
function ownedBy(parts: CourseIds, all: Found): Found {
  const { questions, pages } = parts;
  const isKnown = (id: unknown) => isText(id) && questions.has(id);
  const found = {
    attempts: all.attempts.filter(({ question }) => isKnown(question)),
    papers: all.papers.filter(({ sections }) => idsOf(sections).some(isKnown)),
    drafts: all.drafts.filter(({ question }) => isKnown(question)),
    runs: all.runs.filter((run) => isOwnRun(parts, run)),
    ticks: all.ticks.filter(({ page }) => isText(page) && (pages.has(page) || page.startsWith("duties/"))),
    reads: all.reads.filter(({ page }) => isText(page) && pages.has(page)),
  };
  const learners = new Set(Object.values(found).flatMap((records) => records.map(({ profile }) => profile)));
  return {
    ...found,
    settings: all.settings.filter(({ profile }) => learners.has(profile)),
    profiles: all.profiles.filter(({ id }) => learners.has(id)),
    packs: [],
  };
}

function isOwnRun({ questions, banks }: CourseIds, { scope, only }: Fields): boolean {
  if (isTexts(only)) return only.some((id) => questions.has(id));
  const [kind, name = ""] = isText(scope) ? scope.split(":") : [];
  if (kind === "quiz") return banks.has(name);
  return kind === "self-check" && name.split(/\s+/).some((id) => questions.has(id));
}

function idsOf(sections: unknown): readonly unknown[] {
  return Array.isArray(sections) ? sections.flat() : [];
}

async function unite(own: IDBPDatabase, found: Found): Promise<void> {
  const names = namesOf(own).filter((name) => found[name].length > 0);
  if (names.length === 0) return;
  const transaction = own.transaction(names, "readwrite", { durability: "strict" });
  for (const name of names) {
    const store = transaction.objectStore(name);
    const known = new Set((await store.getAllKeys()).map((key) => JSON.stringify(key)));
    for (const record of found[name]) {
      const key = keyOf(name, record);
      const isKnown = known.has(JSON.stringify(key));
      if (isKnown && (name === "attempts" || !isLater(record, await store.get(key)))) continue;
      if (!isHandedIn(name, record, known)) void store.put(record);
    }
  }
  await transaction.done;
}

/** A paper that was under way there and has been handed in here is not under way any more. */
function isHandedIn(name: StoreName, { profile, sitting }: Fields, known: ReadonlySet<string>): boolean {
  return name === "papers" && isText(sitting) && known.has(JSON.stringify([profile, sitting]));
}

/** Of two records with one key the later holds; a paper under way only gives way to the same one further on. */
function isLater(record: Fields, mine: unknown): boolean {
  const before = fieldsOf(mine) ?? {};
  if (record.sitting !== before.sitting) return false;
  const [time, other] = [record.beat ?? record.at, before.beat ?? before.at];
  return isNumber(time) && isNumber(other) && time > other;
}

function ownerOf(store: StoreName, record: Fields): unknown {
  return store === "profiles" ? record.id : record.profile;
}

function keyOf(store: StoreName, record: Fields): IDBValidKey {
  const parts = KEYS[store].map((part) => record[part] as string);
  return parts.length === 1 ? (parts[0] ?? "") : parts;
}
