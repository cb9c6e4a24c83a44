/**
 * The reader's preferences. Stored in `localStorage`, because they are needed before the first paint and IndexedDB
 * answers later; during a visit without records, in the tab only.
 */

import { DEFAULT_PREFERENCES, parsePreferences, type ReadingPreferences } from "../core/reading-preferences";
import type { TabStorage } from "./tab-storage";

/** Shared by all courses of an origin: it concerns the reader, not a course. */
const NAME = "course:comfort";

type Visit = Pick<TabStorage, "isVisit" | "read" | "write">;

/** Loads the preferences; null if the browser refuses. */
export function loadPreferences(tab: Visit): ReadingPreferences | null {
  try {
    const text = (tab.isVisit && tab.read("comfort")) || localStorage.getItem(NAME);
    return text === null ? DEFAULT_PREFERENCES : parsePreferences(text);
  } catch {
    return null;
  }
}

/** Saves the preferences; false if the browser refuses. */
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
