/** The interface to the records, whether permanent or for one visit. */

import type { Key, StoreName } from "./schema";

/**
 * Why records cannot be saved or read: access refused, no space, damaged data, or data of a newer version of the
 * site.
 */
export type Trouble = "refused" | "full" | "damaged" | "newer";

/**
 * A notice without loss of data: the store is slow to open or to respond, another tab blocks an upgrade, the site has
 * been upgraded since the page opened, or the records are of a newer version.
 */
export type Notice = "opening" | "busy" | "blocked" | "upgraded" | "older";

/** One change in an atomic set of changes. */
export type Change =
  | { readonly store: StoreName; readonly put: object }
  /** Fails, with the whole set, if the record exists. */
  | { readonly store: StoreName; readonly add: object }
  | { readonly store: StoreName; readonly remove: Key };

/** Changes that follow from a changed record, and their stores. */
export interface Following {
  readonly stores: readonly StoreName[];
  steps(changed: object): readonly Change[];
}

/** Returns whether existing records could not be read. Then an empty result does not mean that there are none. */
export function isBlind({ trouble }: Records): boolean {
  return trouble !== null && trouble !== "full";
}

export interface Records {
  /** The profile whose records are read and written. */
  profile: string;
  /** The last failure. It stays: what was not saved then is still not saved. */
  readonly trouble: Trouble | null;
  /** Replaces the record with the same key; false if the browser did not save it. */
  put(store: StoreName, record: object): Promise<boolean>;
  /** Adds a record durably, and never replaces one. */
  add(store: StoreName, record: object): Promise<boolean>;
  /** Reads every record whose key begins with `prefix`, unvalidated. */
  all(store: StoreName, prefix?: readonly string[]): Promise<readonly unknown[]>;
  /** Returns the keys of a store with string keys. */
  keys(store: StoreName): Promise<readonly string[]>;
  /** Reads the records with these keys that exist. */
  these(store: StoreName, keys: readonly string[]): Promise<readonly unknown[]>;
  /** Saves derived data; a failure is ignored, because it can be computed again. */
  aside(store: StoreName, record: object): void;
  /** Applies all changes durably, or none. */
  apply(changes: readonly Change[]): Promise<boolean>;
  /**
   * Updates a record atomically, also against other tabs. Returns the record stored afterwards, null for none; if
   * `change` returns null, the record is unchanged. Undefined if it was not saved. `also` are changes to be saved
   * with it, atomically.
   */
  update(
    store: StoreName,
    key: Key,
    change: (record: unknown) => object | null,
    also?: Following,
  ): Promise<unknown>;
  /** Stops all writes: the page's state is outdated. */
  rest(): void;
}
