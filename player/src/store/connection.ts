/**
 * The connection to IndexedDB; the only module that opens the course's database.
 *
 * Storage can be refused, slow, blocked by another tab, full, damaged or of another version, and a connection can die
 * while the page is in the background. None of this throws: a write returns whether the data is saved, a read returns
 * what is available, and `trouble` gives the reason. Slow operations are waited for.
 */

import { type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { numbered, type Reader, storesOf } from "./numbering";
import type { Change, Following, Notice, Records, Trouble } from "./records";
import { type Key, keyOf, SOLE_PROFILE, type StoreName, upgrade, VERSION } from "./schema";
import { keepUnsaved } from "./unsaved";

/** Milliseconds after which a notice says that an operation is slow. */
const PATIENCE = 4000;

/** Milliseconds after which a connection that does not respond is replaced, and additional ones for each record. */
const HANG = 20_000;
const HANG_EACH = 5;

/** The assumed number of records when a whole store is read. */
const MANY = 10_000;

/** Errors of a dead connection: closing, lost, or ended by the system. */
const DEAD = ["InvalidStateError", "UnknownError", "AbortError", "TimeoutError"];
const DAMAGED = [...DEAD, "DataError", "NotFoundError"];

/** Runs can be recreated, so they need not be on disk before a question is shown. */
const SOON_ENOUGH: readonly StoreName[] = ["runs"];

type Writing = IDBPTransaction<unknown, string[], "readwrite">;

export interface Options {
  /** Milliseconds; see `PATIENCE` and `HANG`. */
  readonly patience?: number;
  readonly hang?: number;
  /** Prepares a database after opening, before any read or write. */
  readonly prepare?: (database: IDBPDatabase) => Promise<void>;
  /** Receives notices for the reader; null when there is none. */
  readonly notify?: (notice: Notice | null) => unknown;
}

export class Connection implements Records {
  profile = SOLE_PROFILE;
  trouble: Trouble | null = null;
  private database: Promise<IDBPDatabase> | null = null;
  /** A notice for as long as the page is open: the site or the database has another version. */
  private lasting: "older" | "upgraded" | null = null;
  private blocked = false;
  private slow = 0;
  private isOpen = false;
  private resting = false;
  /** The last write that put or removed each record. */
  private readonly puts = new Map<string, readonly Change[]>();

  constructor(
    private readonly name: string,
    private readonly options: Options = {},
  ) {}

  put(store: StoreName, record: object): Promise<boolean> {
    return this.write([{ store, put: record }], "relaxed");
  }

  async add(store: StoreName, record: object): Promise<boolean> {
    const forget = store === "attempts" && !this.resting ? keepUnsaved(this.name, record) : null;
    const kept = await this.write([{ store, add: record }], "strict");
    if (kept) forget?.();
    return kept;
  }

  apply(changes: readonly Change[]): Promise<boolean> {
    return this.write(changes, "strict");
  }

  async all(store: StoreName, prefix: readonly string[] = []): Promise<readonly unknown[]> {
    const records = await this.attempt(async (database) => {
      // Arrays sort after strings, so this range contains every key with the prefix.
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
    if (this.resting) return;
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
    if (this.resting) return undefined;
    const outcome = await this.attempt(async (database) => {
      // The changes that follow may add to the log, whose last number is a setting.
      const stores = new Set<StoreName>([store, ...(also ? [...also.stores, "settings" as const] : [])]);
      const durability = SOON_ENOUGH.includes(store) ? "relaxed" : "strict";
      const transaction = writing(database, stores, durability);
      const before: unknown = await transaction.objectStore(store).get(key as IDBValidKey);
      const after = change(before);
      const changes: readonly Change[] = after ? [{ store, put: after }, ...(also?.steps(after) ?? [])] : [];
      await carriedOut(transaction, await numbered(changes, readerOf(transaction), Date.now()));
      return { record: after ?? before ?? null };
    });
    return outcome?.record;
  }

  rest(): void {
    this.resting = true;
  }

  async close(): Promise<void> {
    const database = await this.database?.catch(() => null);
    database?.close();
    this.database = null;
  }

  private async write(changes: readonly Change[], durability: "strict" | "relaxed"): Promise<boolean> {
    if (!changes[0]) return true;
    if (this.resting) return false;
    for (const change of changes) if (!("add" in change)) this.puts.set(placeOf(change), changes);
    let tries = 0;
    const kept = await this.attempt(async (database) => {
      tries += 1;
      // The first try may have succeeded, although the connection died before reporting it.
      if (tries > 1 && (await stands(database, changes))) return true;
      // Later writes did not wait for the one that hung.
      const latest = changes.filter(
        (change) => tries < 2 || "add" in change || this.puts.get(placeOf(change)) === changes,
      );
      if (latest[0]) await writeChanges(database, latest, durability);
      return true;
    }, changes.length);
    return kept ?? false;
  }

  /** Runs an action on the database; if the connection is dead, again on a new one. */
  private async attempt<Result>(
    action: (database: IDBPDatabase) => Promise<Result>,
    size = 0,
  ): Promise<Result | null> {
    const done = this.wait();
    const hang = (this.options.hang ?? HANG) + size * HANG_EACH;
    try {
      const opening = this.open();
      const database = await opening;
      try {
        return await within(hang, action(database));
      } catch (error) {
        if (!DEAD.includes(nameOf(error))) throw error;
        this.drop(opening);
        return await within(hang, action(await this.open()));
      }
    } catch (error) {
      const cause = nameOf(error);
      // The storage is fine: a record with this key exists.
      if (cause !== "ConstraintError") this.trouble = this.causeOf(cause);
      return null;
    } finally {
      done();
    }
  }

  private causeOf(cause: string): Trouble {
    // An unexpected store is not damaged if another version created it.
    if (this.lasting) return "newer";
    if (cause === "QuotaExceededError") return "full";
    return DAMAGED.includes(cause) ? "damaged" : "refused";
  }

  private open(): Promise<IDBPDatabase> {
    this.database ??= this.connect().catch((error: unknown) => {
      // It has been open before, so the error is of the moment: the next use opens it again.
      if (this.isOpen) this.database = null;
      throw error;
    });
    return this.database;
  }

  private drop(opening: Promise<IDBPDatabase>): void {
    if (this.database !== opening) return;
    this.database = null;
    void opening.then((database) => database.close());
  }

  // Async, because even accessing `indexedDB` throws where it is forbidden.
  private async connect(): Promise<IDBPDatabase> {
    const database = await this.openDatabase(VERSION).catch((error: unknown) => {
      if (nameOf(error) !== "VersionError") throw error;
      if (this.lasting === null) this.notifyLasting("older");
      // Without a version number, the existing one is opened: upgrades only add stores, so all known stores exist.
      return this.openDatabase();
    });
    await this.options.prepare?.(database);
    this.isOpen = true;
    return database;
  }

  private async openDatabase(version?: number): Promise<IDBPDatabase> {
    const database = await openDB(this.name, version, {
      upgrade,
      blocked: () => this.block(true),
      // A tab with a newer player must not wait for this one; the next use reopens.
      blocking: () => {
        this.notifyLasting("upgraded");
        void this.close();
      },
      terminated: () => {
        this.database = null;
      },
    });
    this.block(false);
    return database;
  }

  /** Shows a notice if an operation is slow, until the returned function is called. */
  private wait(): () => void {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.slow += 1;
      this.notify();
    }, this.options.patience ?? PATIENCE);
    return () => {
      clearTimeout(timer);
      if (!isSlow) return;
      this.slow -= 1;
      this.notify();
    };
  }

  private notifyLasting(lasting: "older" | "upgraded"): void {
    this.lasting = lasting;
    this.notify();
  }

  private block(blocked: boolean): void {
    if (this.blocked === blocked) return;
    this.blocked = blocked;
    this.notify();
  }

  private notify(): void {
    this.options.notify?.(this.notice);
  }

  private get notice(): Notice | null {
    if (this.blocked) return "blocked";
    if (!this.slow) return this.lasting;
    return this.isOpen ? "busy" : "opening";
  }
}

function writing(
  database: IDBPDatabase,
  stores: Iterable<StoreName>,
  durability: "strict" | "relaxed",
): Writing {
  return database.transaction<string[], "readwrite">([...stores], "readwrite", { durability });
}

function readerOf(transaction: Writing): Reader {
  return {
    get: (store, key) => transaction.objectStore(store).get(key as string[]),
    all: (store) => transaction.objectStore(store).getAll(),
  };
}

/** Applies all changes in one transaction, with a number for each new attempt. */
export async function writeChanges(
  database: IDBPDatabase,
  changes: readonly Change[],
  durability: "strict" | "relaxed",
): Promise<void> {
  const transaction = writing(database, storesOf(changes), durability);
  await carriedOut(transaction, await numbered(changes, readerOf(transaction), Date.now()));
}

/** Applies all changes and completes the transaction. */
async function carriedOut(transaction: Writing, changes: readonly Change[]): Promise<void> {
  const written = begun(transaction, changes);
  // Explicit, because an open transaction is rolled back when the page closes.
  transaction.commit();
  await Promise.all([...written, transaction.done]);
}

/** Starts all changes; if one cannot be started, rolls back the transaction. */
function begun(transaction: Writing, changes: readonly Change[]): readonly Promise<unknown>[] {
  const written: Promise<unknown>[] = [];
  try {
    for (const change of changes) written.push(step(transaction, change));
    return written;
  } catch (error) {
    // The started ones fail with the transaction; the reason is reported once.
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

/** Returns what stands for the record that a change puts or removes. */
function placeOf(change: Exclude<Change, { add: object }>): string {
  return JSON.stringify([change.store, "put" in change ? keyOf(change.store, change.put) : change.remove]);
}

/** Returns whether everything to be added exists: added records have unique keys. */
async function stands(database: IDBPDatabase, changes: readonly Change[]): Promise<boolean> {
  const added = changes.filter((change) => "add" in change);
  const found = await Promise.all(
    added.map(async ({ store, add }) => isSame(await database.get(store, keyOf(store, add)), add)),
  );
  return added.length > 0 && found.every(Boolean);
}

/** Ignores the number of an attempt, which is assigned on writing. */
function isSame(record: unknown, added: object): boolean {
  return JSON.stringify({ ...(record as object), order: 0 }) === JSON.stringify({ ...added, order: 0 });
}

function within<Result>(patience: number, result: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), patience);
  });
  return Promise.race([result, tooLate]).finally(() => clearTimeout(timer));
}

function nameOf(error: unknown): string {
  return (error as Error | null)?.name ?? "";
}
