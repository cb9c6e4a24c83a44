/** The one file that registers our elements with the browser. */

import { CourseQuiz } from "./quiz";
import { CourseSelfCheck } from "./self-check";

/** Registers what every page can hold. */
export function define(): void {
  registerElement("course-quiz", CourseQuiz);
  registerElement("course-self-check", CourseSelfCheck);
}

/** Registers an element; a page that includes a script twice must not fail. */
export function registerElement(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
