/** The button 阅读设置 in the header of every page. */

import { readingTexts as words } from "../texts/reading";
import { dock } from "../view/dock";
import { button } from "../view/dom";
import { articleOf } from "../view/landmarks";
import { loadOnDemand } from "./on-demand";
import { once } from "./once";

/** Sent to the window when the page is used in another way: reading aloud stops, and the panel closes. */
export const LEAVING = "course:leaving";

/** Adds the button; the panel is a script of its own, because most visits never open it. */
export function offerReadingPanel(): void {
  const article = articleOf();
  if (!article) return;
  const open = async () => (await panel()).toggle();
  const opener = button("reading-settings", words.settings, open, { "aria-expanded": "false" });
  const panel = once(async () => new (await loadOnDemand("reading-panel")).ReadingPanel(article, opener));
  dock().before(opener);
}
