/**
 * How the reader likes pages to look. Kept in `localStorage`, because it must be known before a page is painted
 * and IndexedDB answers later; for this visit only, where nothing of it is to be kept.
 */

import { type Comfort, PLAIN, parseComfort } from "../comfort";
import { isVisit } from "./visit";

const NAME = "course:comfort";

/** What was chosen; null where the browser does not say. */
export function loadComfort(): Comfort | null {
  try {
    const text = (isVisit() && sessionStorage.getItem(NAME)) || localStorage.getItem(NAME);
    return text === null ? PLAIN : parseComfort(text);
  } catch {
    return null;
  }
}

/** Keeps what was chosen; false if the browser does not. */
export function saveComfort(comfort: Comfort): boolean {
  try {
    const storage = isVisit() ? sessionStorage : localStorage;
    storage.setItem(NAME, JSON.stringify(comfort));
    return true;
  } catch {
    return false;
  }
}
