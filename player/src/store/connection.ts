/**
 * The way to IndexedDB, and the only file that opens it.
 *
 * Storage can be refused, blocked by another tab, full, of a newer version or damaged. Nothing here throws
 * for that: a write tells whether the data is kept, a read returns what there is, `trouble` says why not.
 */

import { type IDBPDatabase, openDB } from "idb";
import { NAME, type StoreName, upgrade, VERSION } from "./schema";

/** Why the browser does not remember: it may not, it has no room, or it cannot make out what is there. */
export type Trouble = "refused" | "full" | "damaged";

/** A database that has not answered by then is treated as refused: the learner is waiting. */
const PATIENCE = 4000;

const CAUSES: Readonly<Record<string, Trouble>> = {
  QuotaExceededError: "full",
  VersionError: "damaged",
  UnknownError: "damaged",
  DataError: "damaged",
  NotFoundError: "damaged",
};

export class Connection {
  /** The last failure. It stays: what was not kept then is still not kept. */
  trouble: Trouble | null = null;
  private database: Promise<IDBPDatabase> | null = null;

  constructor(
    private readonly patience = PATIENCE,
    private readonly name = NAME,
  ) {}

  /** Replaces the record with the same key. */
  put(store: StoreName, record: object): Promise<boolean> {
    return this.write(store, (records) => records.put(record), "relaxed");
  }

  /** Adds a record for good: it is on the disk when this says so, and none is ever replaced. */
  add(store: StoreName, record: object): Promise<boolean> {
    return this.write(store, (records) => records.add(record), "strict");
  }

  /** Every record whose key begins with `prefix`; of any shape, so look before use. */
  async all(store: StoreName, prefix: readonly string[] = []): Promise<readonly unknown[]> {
    const records = await this.attempt(async (database) => {
      // An array sorts after every string, so this bound takes in whatever follows the prefix.
      const range = prefix.length > 0 ? IDBKeyRange.bound(prefix, [...prefix, []]) : undefined;
      return database.getAll(store, range);
    });
    return records ?? [];
  }

  async close(): Promise<void> {
    const database = await this.database?.catch(() => null);
    database?.close();
    this.database = null;
  }

  private async write(
    store: StoreName,
    action: (records: {
      put(record: object): Promise<unknown>;
      add(record: object): Promise<unknown>;
    }) => Promise<unknown>,
    durability: "strict" | "relaxed",
  ): Promise<boolean> {
    const kept = await this.attempt(async (database) => {
      const transaction = database.transaction(store, "readwrite", { durability });
      const written = action(transaction.store);
      // Without waiting to be asked: the page may be closing, and an open transaction would be undone.
      transaction.commit();
      await Promise.all([written, transaction.done]);
      return true;
    });
    return kept ?? false;
  }

  private async attempt<Result>(action: (database: IDBPDatabase) => Promise<Result>): Promise<Result | null> {
    try {
      return await within(this.patience, this.open().then(action));
    } catch (error) {
      this.trouble = CAUSES[(error as Error | null)?.name ?? ""] ?? "refused";
      return null;
    }
  }

  private open(): Promise<IDBPDatabase> {
    this.database ??= this.connect();
    return this.database;
  }

  // Async, because merely touching `indexedDB` throws where it is forbidden.
  private async connect(): Promise<IDBPDatabase> {
    return openDB(this.name, VERSION, {
      upgrade,
      // A tab with a newer player must not wait for this one; the next use opens again.
      blocking: () => void this.close(),
      terminated: () => {
        this.database = null;
      },
    });
  }
}

function within<Result>(patience: number, result: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("storage does not answer")), patience);
  });
  return Promise.race([result, tooLate]).finally(() => clearTimeout(timer));
}
