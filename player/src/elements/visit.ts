/** A visit without records: it extends to tabs opened from it, and ends when its tab is closed. */

import { SIGN_OF_LIFE, type TabStorage } from "../store/tab-storage";
import { ROOT } from "../view/site";

/** The parameter for new tabs, which do not share the storage of the old one. */
const PARAMETER = "visit";

/** The events before a link is followed. */
const BEFORE = ["pointerdown", "mousedown", "keydown", "contextmenu", "dragstart"];

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

/** Keeps a visit alive, and extends it to new tabs. */
export function keepVisiting(tab: TabStorage): void {
  tab.keepAlive();
  // An ended visit must not restart.
  const keepOn = () => tab.isVisit && tab.keepAlive();
  window.setInterval(keepOn, SIGN_OF_LIFE);
  window.addEventListener("pagehide", keepOn);
  for (const event of BEFORE) window.addEventListener(event, takeAlong, { capture: true, passive: true });
}

function takeAlong({ target }: Event): void {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link?.href.startsWith(ROOT)) return;
  const address = new URL(link.href);
  // A link within the page stays one.
  if (address.href.split("#")[0] === location.href.split("#")[0]) return;
  address.searchParams.set(PARAMETER, "1");
  link.href = address.href;
}

function showAddress(href: string): void {
  try {
    history.replaceState(history.state, "", href);
  } catch {
    // Some browsers do not allow this from a folder; the address stays.
  }
}
