import { define } from "./define";
import { enhanceChecklists } from "./elements/checklist";
import { receiveShards } from "./elements/shards";
import { explainTerms } from "./elements/terms";
import { nameSearchDialog } from "./elements/theme";

receiveShards();
define();
void enhanceChecklists();
explainTerms();
nameSearchDialog();
