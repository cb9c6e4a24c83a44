/**
 * Attempts that the database has not confirmed yet. A page can be left before its transaction has begun, as on a slow
 * disk; then the next page adds them (store/recovery.ts). `localStorage` writes at once, and all tabs share it.
 */

import { parseJson } from "../core/foreign";
import { fieldsOf } from "./fields";

/** Keeps an attempt until the returned function is called. */
export function keepUnsaved(database: string, attempt: object): () => void {
  const name = `${unsavedPrefix(database)}${(attempt as { id: string }).id}`;
  tryStorage((storage) => storage.setItem(name, JSON.stringify(attempt)));
  return () => tryStorage((storage) => storage.removeItem(name));
}

/** Returns the names under which attempts are kept. */
export function unsavedNames(database: string): readonly string[] {
  const names = tryStorage((storage) => Object.keys(storage)) ?? [];
  return names.filter((name) => name.startsWith(unsavedPrefix(database)));
}

/** Removes the attempts of one profile, or of all (null). */
export function forgetUnsaved(database: string, profile: string | null): void {
  for (const name of unsavedNames(database)) {
    tryStorage((storage) => {
      const owner = fieldsOf(parseJson(storage.getItem(name) ?? ""))?.profile;
      if (profile === null || owner === profile) storage.removeItem(name);
    });
  }
}

function unsavedPrefix(database: string): string {
  return `${database}:unsaved:`;
}

/** The storage can be forbidden or full; then nothing is kept. */
function tryStorage<Result>(action: (storage: Storage) => Result): Result | null {
  try {
    return action(localStorage);
  } catch {
    return null;
  }
}
