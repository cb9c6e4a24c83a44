import { registerElement } from "../elements/define";
import { CourseExam } from "../elements/exam";

registerElement("course-exam", CourseExam);
