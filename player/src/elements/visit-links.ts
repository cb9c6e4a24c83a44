/** Extends a visit without records to the tabs opened from it, from the first moment that a link can be followed. */

import type { TabStorage } from "../store/tab-storage";
import { ROOT } from "../view/site";
import { PARAMETER } from "./visit";

/** The events before a link is followed. */
const BEFORE = ["pointerdown", "mousedown", "keydown", "contextmenu", "dragstart"];

/** While this tab is a visit, has links of the site say so: a new tab would be another learner's otherwise. */
export function takeVisitAlong(tab: TabStorage): void {
  const take = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link?.href.startsWith(ROOT) || !tab.isVisit) return;
    const address = new URL(link.href);
    // A link within the page stays one.
    if (address.href.split("#")[0] === location.href.split("#")[0]) return;
    address.searchParams.set(PARAMETER, "1");
    link.href = address.href;
  };
  for (const event of BEFORE) window.addEventListener(event, take, { capture: true, passive: true });
}
