/**
 * The way to IndexedDB, and the only file that opens it.
 *
 * Storage can be refused, blocked by another tab, full, of a newer version or damaged. Nothing here throws
 * for that: a write tells whether the data is kept, a read returns what there is, `trouble` says why not.
 */

import { type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Change, Following, Records, Trouble } from "./records";
import { type Key, NAME, SOLE_PROFILE, type StoreName, upgrade, VERSION } from "./schema";

/** A database that has not answered by then is treated as refused: the learner is waiting. */
const PATIENCE = 4000;

/** Many records take their time: for each of them this many milliseconds more. */
const PATIENCE_EACH = 2;

/** How many records a whole store is taken to hold, when it is read. */
const MANY = 10_000;

const CAUSES: Readonly<Record<string, Trouble>> = {
  QuotaExceededError: "full",
  VersionError: "damaged",
  UnknownError: "damaged",
  DataError: "damaged",
  NotFoundError: "damaged",
};

/** What is begun again at no loss need not be on the disk before a question can be shown. */
const SOON_ENOUGH: readonly StoreName[] = ["runs"];

type Writing = IDBPTransaction<unknown, string[], "readwrite">;

export class Connection implements Records {
  profile = SOLE_PROFILE;
  trouble: Trouble | null = null;
  private database: Promise<IDBPDatabase> | null = null;

  constructor(
    private readonly patience = PATIENCE,
    private readonly name = NAME,
  ) {}

  put(store: StoreName, record: object): Promise<boolean> {
    return this.write([{ store, put: record }], "relaxed");
  }

  add(store: StoreName, record: object): Promise<boolean> {
    return this.write([{ store, add: record }], "strict");
  }

  apply(changes: readonly Change[]): Promise<boolean> {
    return this.write(changes, "strict");
  }

  async all(store: StoreName, prefix: readonly string[] = []): Promise<readonly unknown[]> {
    const records = await this.attempt(async (database) => {
      // An array sorts after every string, so this bound takes in whatever follows the prefix.
      const range = prefix.length > 0 ? IDBKeyRange.bound(prefix, [...prefix, []]) : undefined;
      return database.getAll(store, range);
    }, MANY);
    return records ?? [];
  }

  async keys(store: StoreName): Promise<readonly string[]> {
    const keys = await this.attempt((database) => database.getAllKeys(store), MANY);
    return (keys ?? []) as readonly string[];
  }

  async these(store: StoreName, keys: readonly string[]): Promise<readonly unknown[]> {
    const found = await this.attempt((database) => {
      const records = database.transaction(store).store;
      return Promise.all(keys.map((key) => records.get(key)));
    }, keys.length);
    return found ?? [];
  }

  aside(store: StoreName, record: object): void {
    this.open()
      .then((database) => database.put(store, record))
      .catch(() => {});
  }

  async update(
    store: StoreName,
    key: Key,
    change: (record: unknown) => object | null,
    also?: Following,
  ): Promise<unknown> {
    const outcome = await this.attempt(async (database) => {
      const stores = [store, ...(also?.stores ?? [])];
      const transaction = database.transaction<string[], "readwrite">(stores, "readwrite", {
        durability: SOON_ENOUGH.includes(store) ? "relaxed" : "strict",
      });
      const before: unknown = await transaction.objectStore(store).get(key as IDBValidKey);
      const after = change(before);
      const written = after ? begun(transaction, [{ store, put: after }, ...(also?.steps(after) ?? [])]) : [];
      transaction.commit();
      await Promise.all([...written, transaction.done]);
      return { record: after ?? before ?? null };
    });
    return outcome?.record;
  }

  async close(): Promise<void> {
    const database = await this.database?.catch(() => null);
    database?.close();
    this.database = null;
  }

  private async write(changes: readonly Change[], durability: "strict" | "relaxed"): Promise<boolean> {
    if (changes.length === 0) return true;
    const kept = await this.attempt(async (database) => {
      const stores = Array.from(new Set(changes.map(({ store }) => store)));
      const transaction = database.transaction<string[], "readwrite">(stores, "readwrite", { durability });
      const written = begun(transaction, changes);
      // Without waiting to be asked: the page may be closing, and an open transaction would be undone.
      transaction.commit();
      await Promise.all([...written, transaction.done]);
      return true;
    }, changes.length);
    return kept ?? false;
  }

  private async attempt<Result>(
    action: (database: IDBPDatabase) => Promise<Result>,
    size = 0,
  ): Promise<Result | null> {
    try {
      const database = await within(this.patience, this.open());
      return await within(this.patience + size * PATIENCE_EACH, action(database));
    } catch (error) {
      const cause = (error as Error | null)?.name ?? "";
      // Nothing is amiss with the storage: there is such a record already.
      if (cause !== "ConstraintError") this.trouble = CAUSES[cause] ?? "refused";
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

/** Begins all steps; where one cannot even begin, none of those before it must stand. */
function begun(transaction: Writing, changes: readonly Change[]): readonly Promise<unknown>[] {
  const written: Promise<unknown>[] = [];
  try {
    for (const change of changes) written.push(step(transaction, change));
    return written;
  } catch (error) {
    // What was begun fails with the transaction; why is said once.
    for (const one of [...written, transaction.done]) one.catch(() => {});
    transaction.abort();
    throw error;
  }
}

function step(transaction: Writing, change: Change): Promise<unknown> {
  const records = transaction.objectStore(change.store);
  if ("put" in change) return records.put(change.put);
  if ("add" in change) return records.add(change.add);
  return records.delete(change.remove as IDBValidKey);
}

function within<Result>(patience: number, result: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("storage does not answer")), patience);
  });
  return Promise.race([result, tooLate]).finally(() => clearTimeout(timer));
}
