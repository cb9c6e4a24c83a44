import { registerElement } from "../elements/define";
import { CourseMistakes } from "../elements/mistakes";

registerElement("course-mistakes", CourseMistakes);
