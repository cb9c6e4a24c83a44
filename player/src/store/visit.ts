/**
 * Records of one visit: in this tab only, gone when it is closed.
 *
 * They live in `sessionStorage`, which outlasts a reload and a walk through the site; where even that is
 * refused, in memory.
 */

import type { Change, Following, Records, Trouble } from "./records";
import { KEYS, type Key, SOLE_PROFILE, type StoreName } from "./schema";

/** Names that begin so in the storage are ours. */
const PREFIX = "course:";
const SIGN = `${PREFIX}visit`;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Has the reader asked that nothing of this visit be kept? */
export function isVisit(): boolean {
  return shelf()?.getItem(SIGN) === "1";
}

/** Starts a visit of which nothing is kept; false where the browser cannot tell the next page of it. */
export function beginVisit(): boolean {
  try {
    shelf()?.setItem(SIGN, "1");
  } catch {
    return false;
  }
  return isVisit();
}

/** Ends it, and removes what it left. */
export function endVisit(): void {
  const storage = shelf() as Storage | null;
  if (!storage) return;
  const ours = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const name of ours.filter((one) => one.startsWith(PREFIX))) storage.removeItem(name);
}

const LEARNER = `${PREFIX}learner`;

/** Who is learning in this tab, as chosen before; null if nobody was. */
export function readLearner(): string | null {
  return shelf()?.getItem(LEARNER) ?? null;
}

/** Remembers for this tab who is learning; null forgets. Where the browser refuses, the next page asks again. */
export function saveLearner(profile: string | null): void {
  try {
    if (profile === null) shelf()?.removeItem(LEARNER);
    else shelf()?.setItem(LEARNER, profile);
  } catch {
    // Asked again on the next page.
  }
}

export class VisitRecords implements Records {
  profile = SOLE_PROFILE;
  trouble: Trouble | null = null;
  private readonly known = new Map<StoreName, Map<string, object>>();

  constructor(private readonly storage: Shelf | null = shelf()) {}

  put(store: StoreName, record: object): Promise<boolean> {
    return this.apply([{ store, put: record }]);
  }

  add(store: StoreName, record: object): Promise<boolean> {
    return this.apply([{ store, add: record }]);
  }

  async apply(changes: readonly Change[]): Promise<boolean> {
    const stores = new Map<StoreName, Map<string, object>>();
    for (const change of changes) {
      const records = stores.get(change.store) ?? new Map(this.records(change.store));
      stores.set(change.store, records);
      if (!step(records, change)) return false;
    }
    for (const [store, records] of stores) this.keep(store, records);
    return true;
  }

  async all(store: StoreName, prefix: readonly string[] = []): Promise<readonly unknown[]> {
    return Array.from(this.records(store).values()).filter((record) =>
      prefix.every((part, place) => keyOf(store, record)[place] === part),
    );
  }

  async keys(store: StoreName): Promise<readonly string[]> {
    return Array.from(this.records(store).values(), (record) => String(keyOf(store, record)[0]));
  }

  async these(store: StoreName, keys: readonly string[]): Promise<readonly unknown[]> {
    return keys.flatMap((key) => this.records(store).get(JSON.stringify([key])) ?? []);
  }

  aside(): void {
    // A visit is short: what can be made again is made again.
  }

  async update(
    store: StoreName,
    key: Key,
    change: (record: unknown) => object | null,
    also?: Following,
  ): Promise<unknown> {
    const before = this.records(store).get(JSON.stringify(Array.isArray(key) ? key : [key]));
    const after = change(before);
    if (after && !(await this.apply([{ store, put: after }, ...(also?.steps(after) ?? [])])))
      return undefined;
    return after ?? before ?? null;
  }

  private records(store: StoreName): Map<string, object> {
    const known = this.known.get(store) ?? this.read(store);
    this.known.set(store, known);
    return known;
  }

  private read(store: StoreName): Map<string, object> {
    try {
      const records: unknown = JSON.parse(this.storage?.getItem(PREFIX + store) ?? "[]");
      if (!Array.isArray(records)) return new Map();
      const sound = records.filter((record) => typeof record === "object" && record !== null);
      return new Map(sound.map((record) => [JSON.stringify(keyOf(store, record)), record]));
    } catch {
      return new Map();
    }
  }

  /** In memory whatever happens; in the tab's storage if there is room. */
  private keep(store: StoreName, records: Map<string, object>): void {
    this.known.set(store, records);
    try {
      this.storage?.setItem(PREFIX + store, JSON.stringify(Array.from(records.values())));
    } catch {
      this.trouble = "full";
    }
  }
}

function step(records: Map<string, object>, change: Change): boolean {
  if ("remove" in change) {
    records.delete(JSON.stringify(Array.isArray(change.remove) ? change.remove : [change.remove]));
    return true;
  }
  const record = "put" in change ? change.put : change.add;
  const name = JSON.stringify(keyOf(change.store, record));
  if ("add" in change && records.has(name)) return false;
  records.set(name, record);
  return true;
}

function keyOf(store: StoreName, record: object): readonly unknown[] {
  return KEYS[store].map((part) => (record as Readonly<Record<string, unknown>>)[part]);
}

/** The tab's storage; null where the browser refuses it. */
function shelf(): Shelf | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
