/**
 * How the reader likes pages to look. Kept in `localStorage`, because it must be known before a page is painted
 * and IndexedDB answers later; for this visit only, where nothing of it is to be kept.
 */

import { type Comfort, PLAIN, parseComfort } from "../core/comfort";
import type { Tab } from "./tab";

/** Shared by all courses of an origin: it is about the reader's eyes, not about a course. */
const NAME = "course:comfort";

type Visit = Pick<Tab, "isVisit" | "read" | "write">;

/** What was chosen; null where the browser does not say. */
export function loadComfort(tab: Visit): Comfort | null {
  try {
    const text = (tab.isVisit && tab.read("comfort")) || localStorage.getItem(NAME);
    return text === null ? PLAIN : parseComfort(text);
  } catch {
    return null;
  }
}

/** Keeps what was chosen; false if the browser does not. */
export function saveComfort(tab: Visit, comfort: Comfort): boolean {
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
