import { registerElement } from "../elements/define";
import { CourseReview } from "../elements/review";

registerElement("course-review", CourseReview);
