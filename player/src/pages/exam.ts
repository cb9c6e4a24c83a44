import { registerElement } from "../define";
import { CourseExam } from "../elements/exam";

registerElement("course-exam", CourseExam);
