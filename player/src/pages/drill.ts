import { registerElement } from "../elements/define";
import { CourseDrill } from "../elements/drill";

registerElement("course-drill", CourseDrill);
