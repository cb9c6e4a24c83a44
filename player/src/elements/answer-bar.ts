/** <course-answer-bar>: while it is on the page, a question is being answered. */

import { root } from "../view/root";
import { tab } from "./host";

/** The key under which a tab remembers the focus mode. */
export const FOCUS = "focus";

/** Sent from a bar that comes onto the page. */
export const ANSWERING = "course:answering";

/** Marks the page, so that style sheets make room for the bar and leave out what is in its way. */
export class CourseAnswerBar extends HTMLElement {
  connectedCallback(): void {
    root.dataset.courseAnswering = "";
    if (tab.read(FOCUS)) root.dataset.courseFocus = "";
    this.dispatchEvent(new Event(ANSWERING, { bubbles: true }));
  }

  disconnectedCallback(): void {
    delete root.dataset.courseAnswering;
  }
}
