import { define } from "./define";
import { enhanceChecklists } from "./elements/checklist";
import { whoLearns } from "./elements/learner";
import { loadPages } from "./elements/pages";
import { offerPrinting } from "./elements/print";
import { watchReading } from "./elements/reading";
import { expectShards, receiveShards } from "./elements/shards";
import { explainTerms } from "./elements/terms";
import { nameSearchDialog } from "./elements/theme";
import { expectTheme } from "./elements/theme-later";

receiveShards();
expectShards();
explainTerms();
nameSearchDialog();
expectTheme();
offerPrinting();
void whoLearns().then(() => {
  define();
  loadPages();
  void enhanceChecklists();
  watchReading();
});
