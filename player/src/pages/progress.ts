import { registerElement } from "../define";
import { CourseProgress } from "../elements/progress";

registerElement("course-progress", CourseProgress);
