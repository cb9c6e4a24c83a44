import { registerElement } from "../elements/define";
import { CourseProgress } from "../elements/progress";

registerElement("course-progress", CourseProgress);
