/** What every keeper of records offers, be it for good or for one visit. */

import type { Key, StoreName } from "./schema";

/**
 * Why the browser does not remember: it may not, it has no room, it cannot make out what is there, or what is there
 * belongs to a newer version of the site.
 */
export type Trouble = "refused" | "full" | "damaged" | "newer";

/**
 * What the reader has to know of the store, though nothing is lost: it takes long to open or to answer, another tab
 * holds up an upgrade, the site has been upgraded since the page opened, or the records are of a newer version.
 */
export type Notice = "opening" | "busy" | "blocked" | "upgraded" | "older";

/** One step of several that are taken together or not at all. */
export type Change =
  | { readonly store: StoreName; readonly put: object }
  /** Fails, and all the others with it, if there is such a record already. */
  | { readonly store: StoreName; readonly add: object }
  | { readonly store: StoreName; readonly remove: Key };

/** Steps that follow from a record that has changed, and the stores that they concern. */
export interface Following {
  readonly stores: readonly StoreName[];
  steps(changed: object): readonly Change[];
}

/** Has something not been read that is there? Then what was read must not be taken for all there is. */
export function isBlind({ trouble }: Records): boolean {
  return trouble !== null && trouble !== "full";
}

export interface Records {
  /** Whose records are read and written. */
  profile: string;
  /** The last failure. It stays: what was not kept then is still not kept. */
  readonly trouble: Trouble | null;
  /** Replaces the record with the same key; false if the browser did not keep it. */
  put(store: StoreName, record: object): Promise<boolean>;
  /** Adds a record for good: it is on the disk when this says so, and none is ever replaced. */
  add(store: StoreName, record: object): Promise<boolean>;
  /** Every record whose key begins with `prefix`; of any shape, so look before use. */
  all(store: StoreName, prefix?: readonly string[]): Promise<readonly unknown[]>;
  /** The keys of a store whose keys are strings. */
  keys(store: StoreName): Promise<readonly string[]>;
  /** The records with these keys, as far as there are any. */
  these(store: StoreName, keys: readonly string[]): Promise<readonly unknown[]>;
  /** Keeps what can be made again at any time; if it is not kept nothing is lost, so nobody is told. */
  aside(store: StoreName, record: object): void;
  /** Takes all steps, on the disk when this says so, or none. */
  apply(changes: readonly Change[]): Promise<boolean>;
  /**
   * Puts in a record's place what `change` makes of it, and no other tab comes in between. Returns what stands
   * there afterwards, null for nothing: `change` returning null leaves it as it was. Undefined if it was not kept.
   * What must be kept together with a changed record, or not at all, follows from it.
   */
  update(
    store: StoreName,
    key: Key,
    change: (record: unknown) => object | null,
    also?: Following,
  ): Promise<unknown>;
  /** Writes nothing from now on: the page does not know what has happened since it was put aside. */
  rest(): void;
}
