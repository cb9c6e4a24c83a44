/** Self-checks answered by a group: graded on screen, stored in no learner's record. */

import { MemoryRecords } from "../store/memory-records";
import { readingTexts as words } from "../texts/reading";
import { make } from "../view/dom";
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

async function open(host: HTMLElement): Promise<void> {
  const shard = await loadShard(host.dataset.bank ?? "");
  const { element } = await openSelfCheck(host, shard, together);
  element.classList.add(GROUP);
  element.prepend(make("p", { class: "cq-hint" }, words.together));
  host.append(element);
  host.classList.add("cq-has-group");
}
