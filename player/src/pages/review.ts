import { registerElement } from "../define";
import { CourseReview } from "../elements/review";

registerElement("course-review", CourseReview);
