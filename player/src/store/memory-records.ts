/**
 * Records of one visit, in this tab only: gone when it is closed.
 *
 * They are stored in `sessionStorage`, which survives reloads and navigation within the site; if that is refused, in
 * memory.
 */

import { numbered, type Reader } from "./numbering";
import type { Change, Following, Records, Trouble } from "./records";
import { type Key, keyParts, SOLE_PROFILE, type StoreName } from "./schema";
import { type KeyValueStorage, storageOrNull } from "./tab-storage";

export class MemoryRecords implements Records {
  profile = SOLE_PROFILE;
  trouble: Trouble | null = null;
  private readonly known = new Map<StoreName, Map<string, object>>();
  private resting = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly home: string,
    private readonly storage: KeyValueStorage | null = storageOrNull("sessionStorage"),
  ) {}

  put(store: StoreName, record: object): Promise<boolean> {
    return this.apply([{ store, put: record }]);
  }

  add(store: StoreName, record: object): Promise<boolean> {
    return this.apply([{ store, add: record }]);
  }

  apply(changes: readonly Change[]): Promise<boolean> {
    return this.inTurn(() => this.take(changes));
  }

  /** Applies all changes or none. */
  protected async take(changes: readonly Change[]): Promise<boolean> {
    if (this.resting) return false;
    const stores = new Map<StoreName, Map<string, object>>();
    for (const change of await numbered(changes, this.reader, Date.now())) {
      const records = stores.get(change.store) ?? new Map(this.records(change.store));
      stores.set(change.store, records);
      if (!step(records, change)) return false;
    }
    for (const [store, records] of stores) this.keep(store, records);
    return true;
  }

  async all(store: StoreName, prefix: readonly string[] = []): Promise<readonly unknown[]> {
    return Array.from(this.records(store).values()).filter((record) =>
      prefix.every((part, place) => keyParts(store, record)[place] === part),
    );
  }

  async keys(store: StoreName): Promise<readonly string[]> {
    return Array.from(this.records(store).values(), (record) => String(keyParts(store, record)[0]));
  }

  async these(store: StoreName, keys: readonly string[]): Promise<readonly unknown[]> {
    return keys.flatMap((key) => this.records(store).get(JSON.stringify([key])) ?? []);
  }

  aside(): void {
    // A visit is short: derived data is computed again.
  }

  update(
    store: StoreName,
    key: Key,
    change: (record: unknown) => object | null,
    also?: Following,
  ): Promise<unknown> {
    return this.inTurn(async () => {
      const before = this.records(store).get(nameOf(key));
      const after = change(before);
      if (after && !(await this.take([{ store, put: after }, ...(also?.steps(after) ?? [])])))
        return undefined;
      return after ?? before ?? null;
    });
  }

  rest(): void {
    this.resting = true;
  }

  /** Runs changes one after the other, as a database does. */
  private inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(change);
    this.last = result.catch(() => {});
    return result;
  }

  private readonly reader: Reader = {
    get: async (store, key) => this.records(store).get(nameOf(key)),
    all: (store) => this.all(store),
  };

  private records(store: StoreName): Map<string, object> {
    const known = this.known.get(store) ?? this.read(store);
    this.known.set(store, known);
    return known;
  }

  private read(store: StoreName): Map<string, object> {
    try {
      const records: unknown = JSON.parse(this.storage?.getItem(`${this.home}:${store}`) ?? "[]");
      if (!Array.isArray(records)) return new Map();
      const sound = records.filter((record) => typeof record === "object" && record !== null);
      return new Map(sound.map((record) => [JSON.stringify(keyParts(store, record)), record]));
    } catch {
      return new Map();
    }
  }

  /** Always in memory; in the tab's storage if there is space. */
  private keep(store: StoreName, records: Map<string, object>): void {
    this.known.set(store, records);
    try {
      this.storage?.setItem(`${this.home}:${store}`, JSON.stringify(Array.from(records.values())));
    } catch {
      this.trouble = "full";
    }
  }
}

function step(records: Map<string, object>, change: Change): boolean {
  if ("remove" in change) {
    records.delete(nameOf(change.remove));
    return true;
  }
  const record = "put" in change ? change.put : change.add;
  const name = JSON.stringify(keyParts(change.store, record));
  if ("add" in change && records.has(name)) return false;
  records.set(name, record);
  return true;
}

function nameOf(key: Key): string {
  return JSON.stringify(Array.isArray(key) ? key : [key]);
}
