/** Keeps a visit without records alive while its tab is open. */

import { SIGN_OF_LIFE, type TabStorage } from "../store/tab-storage";

/** Stores heartbeats until the visit ends. */
export function keepVisiting(tab: TabStorage): void {
  tab.keepAlive();
  // An ended visit must not restart.
  const keepOn = () => tab.isVisit && tab.keepAlive();
  window.setInterval(keepOn, SIGN_OF_LIFE);
  window.addEventListener("pagehide", keepOn);
}
