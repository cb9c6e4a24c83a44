/** <course-answer-bar>: while it is on the page, a question is being answered. */

import { root } from "../view/root";
import { tab } from "./host";
import { loadOnDemand } from "./on-demand";

/** The key under which a tab remembers the focus mode. */
export const FOCUS = "focus";

/** Marks the page, so that style sheets make room for the bar and leave out what is in its way. */
export class CourseAnswerBar extends HTMLElement {
  connectedCallback(): void {
    root.dataset.courseAnswering = "";
    if (tab.read(FOCUS)) root.dataset.courseFocus = "";
    loadOnDemand("answering").then(({ assist }) => this.isConnected && assist(this), console.error);
  }

  disconnectedCallback(): void {
    delete root.dataset.courseAnswering;
  }
}
