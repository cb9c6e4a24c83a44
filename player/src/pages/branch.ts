import { registerElement } from "../define";
import { CourseBranch } from "../elements/branch";

registerElement("course-branch", CourseBranch);
