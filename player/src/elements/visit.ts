/** A visit without records begins in a tab, and ends when it is closed; how it goes on: visit-keeping.ts, visit-links.ts. */

import type { TabStorage } from "../store/tab-storage";

/** The parameter for new tabs, which do not share the storage of the old one. */
export const PARAMETER = "visit";

/** Starts a visit if the address says so. Returns whether a visit of this tab was already over. */
export function resumeVisit(tab: TabStorage): boolean {
  const address = new URL(location.href);
  if (address.searchParams.has(PARAMETER)) {
    tab.beginVisit();
    address.searchParams.delete(PARAMETER);
    showAddress(address.href);
  }
  const { wasDiscarded } = document as Document & { readonly wasDiscarded?: boolean };
  const isOver = tab.isVisit && !wasDiscarded && tab.isOver();
  if (isOver) tab.empty();
  return isOver;
}

function showAddress(href: string): void {
  try {
    history.replaceState(history.state, "", href);
  } catch {
    // Some browsers do not allow this from a folder; the address stays.
  }
}
