/** The schema of the database, and its history. */

import type { IDBPDatabase } from "idb";

/** The database that all courses of an origin once shared. */
export const SHARED_NAME = "course";

/** The format of every record; records of a newer format are left alone. */
export const FORMAT = 1;

/** The profile without a name: the only one on most devices. */
export const SOLE_PROFILE = "local";

/** The stores, and the fields of their keys. */
export const KEYS = {
  // Append-only: attempts are never changed, and only removed with a whole profile.
  attempts: ["id"],
  // By question, so that two tabs on different questions do not overwrite each other.
  drafts: ["profile", "scope", "question"],
  runs: ["profile", "scope"],
  ticks: ["profile", "page", "text"],
  settings: ["profile", "name"],
  profiles: ["id"],
  papers: ["profile", "id"],
  reads: ["profile", "page"],
  // Append-only. By page, because a page shows its own notes.
  notes: ["profile", "page", "id"],
  // Derived data, which can be deleted at any time.
  packs: ["id"],
} as const;

export type StoreName = keyof typeof KEYS;

export const STORES = Object.keys(KEYS) as readonly StoreName[];

/** The key of a record: a string if it has one part, else a list. */
export type Key = string | readonly string[];

/** Returns the parts of a record's key, whatever they are. */
export function keyParts(store: StoreName, record: object): readonly unknown[] {
  return KEYS[store].map((part) => (record as Readonly<Record<string, unknown>>)[part]);
}

/** Returns the key of a stored record in the form that IndexedDB takes. */
export function keyOf(store: StoreName, record: object): IDBValidKey {
  const parts = keyParts(store, record);
  return (parts.length === 1 ? parts[0] : parts) as IDBValidKey;
}

/** Creates a store, unless another program has put one of this name into the database. */
function create(database: IDBPDatabase, name: StoreName): void {
  const [first, ...others] = KEYS[name];
  const keyPath = others.length === 0 ? first : [...KEYS[name]];
  if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath });
}

/**
 * Step n upgrades from version n to n + 1. A published step never changes; a new schema is a new step.
 *
 * A step only adds stores. So an older page can still read and write all stores that it knows, and a site can be
 * rolled back without losing records.
 */
const STEPS: readonly (readonly StoreName[])[] = [
  ["attempts", "drafts", "runs", "ticks", "settings"],
  ["profiles", "papers", "reads", "packs"],
  ["notes"],
];

export const VERSION = STEPS.length;

/** Upgrades a database of any older version. */
export function upgrade(database: IDBPDatabase, version: number): void {
  for (const name of STEPS.slice(version).flat()) create(database, name);
}
