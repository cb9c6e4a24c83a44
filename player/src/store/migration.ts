/**
 * Migrates this course's records from the database that all courses of an origin once shared.
 *
 * The shared database is not changed, so a site can be rolled back. Records added there later are migrated the next
 * time, as a union by key. Records of other courses stay there.
 */

import { type IDBPDatabase, openDB } from "idb";
import { checksum } from "../core/checksum";
import type { Fields } from "../core/foreign";
import { fieldsOf, isNumber, isText, isTexts } from "./fields";
import { LAST } from "./numbering";
import { FORMAT, keyOf, SHARED_NAME, STORES, type StoreName } from "./schema";

/** Identifies this course's records. */
export interface CourseIds {
  readonly questions: ReadonlySet<string>;
  readonly banks: ReadonlySet<string>;
  /** Study pages, below the site's root. */
  readonly pages: ReadonlySet<string>;
}

type Found = Readonly<Record<StoreName, readonly Fields[]>>;

/** The record that holds the state of the shared database at the last migration. */
const MARK = "taken-over";
/** The stores of learning records, as opposed to profiles and settings. */
const RECORDS = ["attempts", "papers", "drafts", "runs", "ticks", "reads"] as const;

/** Migrates records that are missing here. `partsOf` is called only if there is anything new. */
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

/** Removes this course's records of one profile, or of all, from the shared database. Rejects on failure. */
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

/** Profiles and settings stay if they have records of other courses; packs are derived and can go. */
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

/** Opens the shared database in its current version; null if it does not exist or cannot be read. */
async function openShared(): Promise<IDBPDatabase | null> {
  try {
    return await openDB(SHARED_NAME, undefined, {
      // It does not exist; aborting the upgrade leaves nothing behind.
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

/** Changes whenever something is answered or erased there: attempts have ids, a paper in progress has its time. */
async function stateOf(shared: IDBPDatabase): Promise<string> {
  const names = namesOf(shared);
  const papers = names.includes("papers") ? await shared.getAll("papers") : [];
  const stands = papers.map((paper) => [
    fieldsOf(paper)?.profile,
    fieldsOf(paper)?.id,
    fieldsOf(paper)?.beat,
  ]);
  const attempts = names.includes("attempts") ? await shared.getAllKeys("attempts") : [];
  return checksum([attempts, stands]);
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

/** Selects the records of this course, and the profiles and settings of their owners. */
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
    // The shared database is older than notes.
    notes: [],
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
  const stores = Array.from(new Set<StoreName>([...names, "settings"]));
  const transaction = own.transaction(stores, "readwrite", { durability: "strict" });
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
  // The answers that came may be the highest of their logs.
  for (const owner of new Set(found.attempts.map(({ profile }) => profile))) {
    if (isText(owner)) void transaction.objectStore("settings").delete([owner, LAST]);
  }
  await transaction.done;
}

/** Returns whether a paper in progress there has been submitted here. */
function isHandedIn(name: StoreName, { profile, sitting }: Fields, known: ReadonlySet<string>): boolean {
  return name === "papers" && isText(sitting) && known.has(JSON.stringify([profile, sitting]));
}

/**
 * Returns whether a record is later than mine with the same key; a paper in progress is replaced only by its own
 * later state.
 */
function isLater(record: Fields, mine: unknown): boolean {
  const before = fieldsOf(mine) ?? {};
  if (record.sitting !== before.sitting) return false;
  const [time, other] = [record.beat ?? record.at, before.beat ?? before.at];
  return isNumber(time) && isNumber(other) && time > other;
}

function ownerOf(store: StoreName, record: Fields): unknown {
  return store === "profiles" ? record.id : record.profile;
}
