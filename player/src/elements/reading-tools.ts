/** The tools of a study page: projection, notes; on every reading page, the offer to continue. */

import { readingTexts as words } from "../texts/reading";
import { dock } from "../view/dock";
import { button, make } from "../view/dom";
import { icon } from "../view/icon";
import { articleOf } from "../view/landmarks";
import { screensOf } from "../view/screens";
import { offerNotes } from "./note-switch";
import { Projector } from "./projector";
import { LEAVING } from "./reading-panel";
import { rememberPosition } from "./reading-position";

export function offerReadingTools(): void {
  const article = articleOf();
  if (!article) return;
  const row = article.querySelector(".course-tools");
  const screens = screensOf(article);
  if (row && screens.length > 0) {
    const label = make("span", {}, icon("project"), words.project);
    const project = button("project", label, () => {
      window.dispatchEvent(new Event(LEAVING));
      projector.enter();
    });
    const projector = new Projector(article, screens, project);
    row.append(project);
  }
  if (row) offerNotes(article, row);
  void rememberPosition(article, dock());
}
