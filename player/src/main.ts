import { define } from "./define";
import { enhanceChecklists } from "./elements/checklist";
import { receiveShards } from "./elements/shards";

receiveShards();
define();
void enhanceChecklists();
