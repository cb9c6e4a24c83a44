/** The tools of a study page: showing it to a group, notes; on every reading page, the offer to continue. */

import { dock } from "../view/dock";
import { articleOf } from "../view/landmarks";
import { hasRequirements } from "../view/study-sections";
import { groupTools } from "./group-tools";
import { offerNotes } from "./note-switch";
import { LEAVING } from "./reading-opener";
import { rememberPosition } from "./reading-position";

export function offerReadingTools(): void {
  const article = articleOf();
  if (!article) return;
  const row = article.querySelector(".course-tools");
  if (row && hasRequirements(article)) {
    row.append(...groupTools(article, () => window.dispatchEvent(new Event(LEAVING))));
  }
  if (row) offerNotes(article, row);
  void rememberPosition(article, dock());
}
