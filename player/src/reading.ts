import { enhanceChecklists } from "./elements/checklist";
import { watchReading } from "./elements/reading";
import { offerReadingTools } from "./elements/reading-tools";

offerReadingTools();
watchReading();
void enhanceChecklists();
