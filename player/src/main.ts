import { define } from "./elements/define";
import { reopenWhenRestored } from "./elements/host";
import { whoLearns } from "./elements/learner";
import { loadPageScripts, loadPrinting, loadTools } from "./elements/page-scripts";
import { expectShards, receiveShards } from "./elements/shards";
import { expectTheme } from "./elements/theme-loader";
import { pageReady } from "./view/page-ready";

receiveShards();
reopenWhenRestored();
// Opening the store takes time; meanwhile the page is still being parsed.
const learner = whoLearns();
void pageReady.then(() => {
  expectShards();
  void loadTools();
  expectTheme();
  loadPrinting();
});
void learner.then(() => {
  define();
  loadPageScripts();
});
