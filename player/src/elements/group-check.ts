/** Self-checks and scenarios for a group: graded on screen, stored in no learner's record. */

import type { Question, Shard } from "../core/data";
import { MemoryRecords } from "../store/memory-records";
import { texts } from "../texts/player";
import { readingTexts as words } from "../texts/reading";
import { make } from "../view/dom";
import type { Screen } from "../view/screens";
import { PAGE } from "../view/site";
import { loadIndex, loadQuestions } from "./course";
import { openSelfCheck } from "./self-check";
import { loadShard } from "./shards";

/** In memory, until the page is left. */
const together = new MemoryRecords("", null);

const GROUP = "cq-group";
const opened = new Set<Element>();

/** Adds questions for the group next to the learner's own in each self-check among these elements. */
export function openGroupChecks(section: readonly Element[]): void {
  for (const host of section.flatMap((one) => Array.from(one.querySelectorAll("course-self-check")))) {
    if (opened.has(host)) continue;
    opened.add(host);
    // Without the data, the static list with its folded answers stays.
    open(host as HTMLElement).catch(() => opened.delete(host));
  }
}

/** Returns a screen for each scenario on the subject of this page, to be added to it. */
export async function groupScenarios(): Promise<readonly Screen[]> {
  const index = await loadIndex();
  const own = index.questions.filter(
    ({ type, bank }) => type === "scenario" && index.banks[bank]?.page === PAGE,
  );
  const shard = await loadQuestions(
    index,
    own.map(({ id }) => id),
  );
  return Promise.all(shard.questions.map((question) => scenarioScreen(shard, question)));
}

async function scenarioScreen(shard: Shard, { id, type }: Question): Promise<Screen> {
  const { element } = await openSelfCheck(make("div", { "data-questions": id }), shard, together);
  element.classList.add(GROUP);
  const heading = make("h2", { class: GROUP }, texts.type(type));
  return { heading, section: [heading, element], item: null };
}

async function open(host: HTMLElement): Promise<void> {
  const shard = await loadShard(host.dataset.bank ?? "");
  const { element } = await openSelfCheck(host, shard, together);
  element.classList.add(GROUP);
  element.prepend(make("p", { class: "cq-hint" }, words.together));
  host.append(element);
  host.classList.add("cq-has-group");
}
