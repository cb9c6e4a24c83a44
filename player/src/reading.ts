import { enhanceChecklists } from "./elements/checklist";
import { registerElement } from "./elements/define";
import { foldLeaderHints } from "./elements/leader-hints";
import { leadOnward } from "./elements/onward";
import { watchReading } from "./elements/reading";
import { offerReadingTools } from "./elements/reading-tools";
import { CourseSelfCheck } from "./elements/self-check";

registerElement("course-self-check", CourseSelfCheck);
offerReadingTools();
foldLeaderHints();
watchReading();
leadOnward();
void enhanceChecklists();
