/**
 * A visit of which nothing is kept: it goes along into tabs that are opened from it, and ends when its tab is closed.
 */

import { SIGN_OF_LIFE, type TabStorage } from "../store/tab-storage";
import { ROOT } from "../view/site";

/** What an address carries into a new tab, which has no storage of the old one. */
const PARAMETER = "visit";

/** What comes before a link is followed, in whichever way. */
const BEFORE = ["pointerdown", "mousedown", "keydown", "contextmenu", "dragstart"];

/** Takes up a visit that the page was opened from. Returns whether a visit of this tab was over before. */
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

/** Keeps a visit going, and takes it along. */
export function keepVisiting(tab: TabStorage): void {
  tab.keepAlive();
  // Once ended, it must not begin again.
  const keepOn = () => tab.isVisit && tab.keepAlive();
  window.setInterval(keepOn, SIGN_OF_LIFE);
  window.addEventListener("pagehide", keepOn);
  for (const event of BEFORE) window.addEventListener(event, takeAlong, { capture: true, passive: true });
}

function takeAlong({ target }: Event): void {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link?.href.startsWith(ROOT)) return;
  const address = new URL(link.href);
  // A place on this page stays one.
  if (address.href.split("#")[0] === location.href.split("#")[0]) return;
  address.searchParams.set(PARAMETER, "1");
  link.href = address.href;
}

function showAddress(href: string): void {
  try {
    history.replaceState(history.state, "", href);
  } catch {
    // From a folder some browsers do not allow it; the address stays as it is.
  }
}
