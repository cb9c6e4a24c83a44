/** The study pages on the dashboard, each with its requirements folded below it. */

import { byPage, type PageMastery } from "../learning/pages";
import type { RequirementMastery } from "../learning/study";
import { progressTexts as words } from "../texts/progress";
import { type Child, fill, make } from "../view/dom";
import { link } from "../view/rich";
import { rowHead, shareBar } from "../view/share-bar";
import { panel } from "./form";
import { type Study, stateWords } from "./study";

export function masteryPanel(study: Study): HTMLElement {
  const reads = new Map(study.reads.map((read) => [read.page, read]));
  const rows = byPage(study.index, study.masteries).map((page) => {
    const ticked = study.ticks.get(page.page) ?? 0;
    const state = [stateWords(reads.get(page.page)), ticked > 0 && words.ticked(ticked)];
    return pageRow(page, state.filter(Boolean).join("，"));
  });
  return panel(
    words.mastery,
    ...rows,
    make(
      "details",
      { class: "cq-fold" },
      make("summary", {}, words.masteryHow),
      make("p", { class: "cq-hint" }, words.masteryWhat),
    ),
  );
}

function pageRow(page: PageMastery, state: string): HTMLElement {
  const summary = make(
    "summary",
    {},
    rowHead(make("span", {}, page.title), state),
    page.asked > 0 && shareBar(page.mastery, words.percent(page.mastery)),
  );
  const inside = make("div", { class: "cq-page-inside" });
  const row = make("details", { class: "cq-page", "data-page": page.page }, summary, inside);
  // A course can have hundreds of requirements, and few are looked at.
  row.addEventListener("toggle", () => fill(inside, ...pageDetails(page)), { once: true });
  return row;
}

function pageDetails({ page, minutes, requirements }: PageMastery): readonly Child[] {
  return [
    make("p", {}, link(words.toPage, page), `　${words.minutes(minutes)}`),
    requirements.length > 0 && make("ul", { class: "cq-rows" }, ...requirements.map(requirementRow)),
  ];
}

function requirementRow({ id, title, page, mastery, right, all }: RequirementMastery): HTMLElement {
  return make(
    "li",
    { "data-requirement": id },
    rowHead(link(title, `${page}#${id}`), `${words.right} ${words.rightOf(right, all)}`),
    shareBar(mastery, words.percent(mastery)),
  );
}
