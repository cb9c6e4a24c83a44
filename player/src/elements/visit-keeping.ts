/** Keeps a visit without records alive while its tab is open, and extends it to the tabs opened from it. */

import { SIGN_OF_LIFE, type TabStorage } from "../store/tab-storage";
import { ROOT } from "../view/site";
import { PARAMETER } from "./visit";

/** The events before a link is followed. */
const BEFORE = ["pointerdown", "mousedown", "keydown", "contextmenu", "dragstart"];

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
