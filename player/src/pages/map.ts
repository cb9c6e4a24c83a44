import { registerElement } from "../elements/define";
import { CourseMap } from "../elements/map";

registerElement("course-map", CourseMap);
