import { define } from "./elements/define";
import { reopenWhenRestored } from "./elements/host";
import { whoLearns } from "./elements/learner";
import { loadPages } from "./elements/pages";
import { offerPrinting } from "./elements/print";
import { expectShards, receiveShards } from "./elements/shards";
import { explainTerms } from "./elements/terms";
import { nameSearchDialog } from "./elements/theme";
import { expectTheme } from "./elements/theme-later";
import { pageRead } from "./view/page-read";

receiveShards();
reopenWhenRestored();
// The store takes a while to open; meanwhile the page is still being read.
const learner = whoLearns();
void pageRead.then(() => {
  expectShards();
  explainTerms();
  nameSearchDialog();
  expectTheme();
  offerPrinting();
});
void learner.then(() => {
  define();
  loadPages();
});
