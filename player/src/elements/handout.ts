/** 讲义: prints a study page for a group, or the leader's own sheet. */

import type { Question, Shard } from "../core/data";
import { sources } from "../learning/sources";
import { handoutTexts as words } from "../texts/handout";
import { button, make, uniqueName } from "../view/dom";
import { type AskedBySection, handout, leaderSheet, titleOf } from "../view/handout";
import type { Asked } from "../view/question-slide";
import { selfChecks, studySections } from "../view/study-sections";
import { loadOnDemand } from "./on-demand";
import { scenariosOfPage } from "./page-scenarios";
import { loadShard } from "./shards";

/** The choice between the two sheets, below the button that opens it. */
export function handoutChoice(article: HTMLElement, opener: HTMLElement): HTMLElement {
  const id = uniqueName();
  opener.setAttribute("aria-controls", id);
  return make(
    "div",
    { id, class: "cq-player cq-handout-choice", role: "group", "aria-label": words.choose },
    button("print-handout", words.handout, async () => {
      const { printMade } = await loadOnDemand("print");
      printMade(words.file(titleOf(article)), handout(article));
    }),
    button("print-leader", words.leader, async () => {
      const { printMade } = await loadOnDemand("print");
      const asked = await questionsOf(article);
      printMade(words.leaderFile(titleOf(article)), leaderSheet(article, asked));
    }),
    make("p", { class: "cq-hint" }, words.hint),
  );
}

/** The questions of the page's self-checks by requirement, and its scenarios. */
async function questionsOf(article: HTMLElement): Promise<AskedBySection> {
  const hosts = studySections(article).flatMap(({ heading, content }) =>
    content.flatMap(selfChecks).map((host) => ({ id: heading.id, host })),
  );
  const checks = await Promise.all(hosts.map(async ({ id, host }) => [id, await askedIn(host)] as const));
  const scenarios = await scenariosOfPage();
  return new Map([...checks, ["", numbered(scenarios.questions, scenarios)]]);
}

async function askedIn({ dataset }: HTMLElement): Promise<readonly Asked[]> {
  const shard = await loadShard(dataset.bank ?? "");
  const ids = (dataset.questions ?? "").split(/\s+/);
  const found = ids.flatMap((id) => shard.questions.find((one) => one.id === id) ?? []);
  return numbered(found, shard);
}

function numbered(questions: readonly Question[], shard: Shard): readonly Asked[] {
  return questions.map((question, place) => ({
    question,
    number: place + 1,
    sources: sources(question, shard),
  }));
}
