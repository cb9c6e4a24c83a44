/** The database's shape and how it came to be. */

import type { IDBPDatabase } from "idb";

export const NAME = "course";

/** The format of every record; a reader leaves records of a newer one alone. */
export const FORMAT = 1;

/** Until a shared computer can hold several people's records, everyone is this one. */
export const PROFILE = "local";

export type StoreName = "attempts" | "drafts" | "runs" | "ticks" | "settings";

/** Step n leads from version n to n + 1. A published step never changes; a new shape is a new step. */
const STEPS: readonly ((database: IDBPDatabase) => void)[] = [
  (database) => {
    // Append-only: nothing in the program changes or removes an attempt.
    database.createObjectStore("attempts", { keyPath: "id" });
    // Keyed by question, so that two tabs on different questions do not overwrite each other.
    database.createObjectStore("drafts", { keyPath: ["profile", "scope", "question"] });
    database.createObjectStore("runs", { keyPath: ["profile", "scope"] });
    database.createObjectStore("ticks", { keyPath: ["profile", "page", "text"] });
    database.createObjectStore("settings", { keyPath: ["profile", "name"] });
  },
];

export const VERSION = STEPS.length;

/** Brings a database of any older version up to date, step by step. */
export function upgrade(database: IDBPDatabase, version: number): void {
  for (const step of STEPS.slice(version)) step(database);
}
