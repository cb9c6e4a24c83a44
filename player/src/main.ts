import { define } from "./elements/define";
import { reopenWhenRestored } from "./elements/host";
import { whoLearns } from "./elements/learner";
import { loadPageScripts, loadPrinting } from "./elements/page-scripts";
import { expectShards, receiveShards } from "./elements/shards";
import { explainTerms } from "./elements/terms";
import { nameSearchDialog } from "./elements/theme-labels";
import { expectTheme } from "./elements/theme-loader";
import { pageReady } from "./view/page-ready";

receiveShards();
reopenWhenRestored();
// Opening the store takes time; meanwhile the page is still being parsed.
const learner = whoLearns();
void pageReady.then(() => {
  expectShards();
  explainTerms();
  nameSearchDialog();
  expectTheme();
  loadPrinting();
});
void learner.then(() => {
  define();
  loadPageScripts();
});
