import { CourseBranch } from "../elements/branch";
import { registerElement } from "../elements/define";

registerElement("course-branch", CourseBranch);
