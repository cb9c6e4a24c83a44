import { registerElement } from "../define";
import { CourseMistakes } from "../elements/mistakes";

registerElement("course-mistakes", CourseMistakes);
