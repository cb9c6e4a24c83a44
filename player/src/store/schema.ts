/** The database's shape and how it came to be. */

import type { IDBPDatabase } from "idb";

/** The one database that all courses of an origin shared before each had its own. */
export const SHARED_NAME = "course";

/** The format of every record; a reader leaves records of a newer one alone. */
export const FORMAT = 1;

/** Who learns where nobody has said who they are: the only one on most machines. */
export const SOLE_PROFILE = "local";

/** Each store with what a record's key is made of. */
export const KEYS = {
  // Append-only: nothing but the erasing of a whole profile removes an attempt, and nothing changes one.
  attempts: ["id"],
  // Keyed by question, so that two tabs on different questions do not overwrite each other.
  drafts: ["profile", "scope", "question"],
  runs: ["profile", "scope"],
  ticks: ["profile", "page", "text"],
  settings: ["profile", "name"],
  profiles: ["id"],
  papers: ["profile", "id"],
  reads: ["profile", "page"],
  // Derived: it can go at any time.
  packs: ["id"],
} as const;

export type StoreName = keyof typeof KEYS;

export const STORES = Object.keys(KEYS) as readonly StoreName[];

/** The key of a record: a string where it has one part, else the list of them. */
export type Key = string | readonly string[];

/**
 * Step n leads from version n to n + 1. A published step never changes; a new shape is a new step.
 *
 * A step only adds stores. So a page that is older than the database still reads and writes all stores that it
 * knows, and a site can be rolled back without losing sight of its readers' records.
 */
const STEPS: readonly ((database: IDBPDatabase) => void)[] = [
  (database) => {
    database.createObjectStore("attempts", { keyPath: "id" });
    database.createObjectStore("drafts", { keyPath: ["profile", "scope", "question"] });
    database.createObjectStore("runs", { keyPath: ["profile", "scope"] });
    database.createObjectStore("ticks", { keyPath: ["profile", "page", "text"] });
    database.createObjectStore("settings", { keyPath: ["profile", "name"] });
  },
  (database) => {
    database.createObjectStore("profiles", { keyPath: "id" });
    database.createObjectStore("papers", { keyPath: ["profile", "id"] });
    database.createObjectStore("reads", { keyPath: ["profile", "page"] });
    database.createObjectStore("packs", { keyPath: "id" });
  },
];

export const VERSION = STEPS.length;

/** Brings a database of any older version up to date, step by step. */
export function upgrade(database: IDBPDatabase, version: number): void {
  for (const step of STEPS.slice(version)) step(database);
}
