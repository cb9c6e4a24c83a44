import { registerElement } from "../elements/define";
import { CourseToday } from "../elements/today";

registerElement("course-today", CourseToday);
