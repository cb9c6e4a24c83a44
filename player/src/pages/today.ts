import { registerElement } from "../define";
import { CourseToday } from "../elements/today";

registerElement("course-today", CourseToday);
