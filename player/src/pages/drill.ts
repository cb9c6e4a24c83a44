import { registerElement } from "../define";
import { CourseDrill } from "../elements/drill";

registerElement("course-drill", CourseDrill);
