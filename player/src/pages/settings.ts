import { registerElement } from "../define";
import { CourseSettings } from "../elements/settings";

registerElement("course-settings", CourseSettings);
