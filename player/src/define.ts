/** The one file that registers our elements with the browser. */

import { CourseMap } from "./elements/map";
import { CourseQuiz } from "./elements/quiz";
import { CourseSelfCheck } from "./elements/self-check";

export function define(): void {
  // A page that includes the script twice must not fail.
  if (customElements.get("course-quiz")) return;
  customElements.define("course-quiz", CourseQuiz);
  customElements.define("course-self-check", CourseSelfCheck);
  customElements.define("course-map", CourseMap);
}
