/**
 * How the reader likes pages to look. Kept in `localStorage`, because it must be known before a page is painted
 * and IndexedDB answers later; for this visit only, where nothing of it is to be kept.
 */

import { DEFAULT_PREFERENCES, parsePreferences, type ReadingPreferences } from "../core/reading-preferences";
import type { TabStorage } from "./tab-storage";

/** Shared by all courses of an origin: it is about the reader's eyes, not about a course. */
const NAME = "course:comfort";

type Visit = Pick<TabStorage, "isVisit" | "read" | "write">;

/** What was chosen; null where the browser does not say. */
export function loadPreferences(tab: Visit): ReadingPreferences | null {
  try {
    const text = (tab.isVisit && tab.read("comfort")) || localStorage.getItem(NAME);
    return text === null ? DEFAULT_PREFERENCES : parsePreferences(text);
  } catch {
    return null;
  }
}

/** Keeps what was chosen; false if the browser does not. */
export function savePreferences(tab: Visit, comfort: ReadingPreferences): boolean {
  const text = JSON.stringify(comfort);
  if (tab.isVisit) {
    tab.write("comfort", text);
    return tab.read("comfort") === text;
  }
  try {
    localStorage.setItem(NAME, text);
    return true;
  } catch {
    return false;
  }
}
