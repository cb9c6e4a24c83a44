import { registerElement } from "../elements/define";
import { CourseSettings } from "../elements/settings";

registerElement("course-settings", CourseSettings);
