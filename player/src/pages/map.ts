import { registerElement } from "../define";
import { CourseMap } from "../elements/map";

registerElement("course-map", CourseMap);
