/** The only module that registers custom elements. */

import { CourseAnswerBar } from "./answer-bar";
import { CourseQuiz } from "./quiz";

/** Registers the elements that any page can contain. */
export function define(): void {
  registerElement("course-quiz", CourseQuiz);
  registerElement("course-answer-bar", CourseAnswerBar);
}

/** Registers an element unless it is registered: a page may include a script twice. */
export function registerElement(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
