/** The tools of a study page for a group: slides, and sheets to print. Their scripts are loaded when used. */

import { readingTexts as words } from "../texts/reading";
import { button } from "../view/dom";
import { loadOnDemand } from "./on-demand";
import type { Projector } from "./projector";

/** A link with this in its query opens the slides at once. */
const AT_ONCE = "slides";

export function groupTools(article: HTMLElement, leaveOthers: () => void): readonly HTMLElement[] {
  // The same one at every start: counts that were entered stay until the page is left.
  let projector: Projector | null = null;
  const project = button("project", words.project, async () => {
    const provided = await loadOnDemand("projector");
    if (!article.isConnected) return;
    leaveOthers();
    projector ??= new provided.Projector(article, project);
    projector.enter();
  });
  if (new URLSearchParams(location.search).has(AT_ONCE)) project.click();
  return [project, handoutTool(article)];
}

function handoutTool(article: HTMLElement): HTMLElement {
  let choice: HTMLElement | null = null;
  const opener = button("handout", words.handout, async () => {
    const { handoutChoice } = await loadOnDemand("handout");
    if (choice) choice.hidden = !choice.hidden;
    else {
      choice = handoutChoice(article, opener);
      opener.closest(".cq-reading-buttons, .course-tools")?.after(choice);
    }
    opener.setAttribute("aria-expanded", String(!choice.hidden));
  });
  opener.setAttribute("aria-expanded", "false");
  return opener;
}
