/** <course-self-check data-bank="…" data-questions="…">: a few questions within a study page, one at a time. */

import type { Question, Shard } from "../core/data";
import type { Records } from "../store/records";
import { showStaticContent } from "../view/appearance";
import { make } from "../view/dom";
import { notice } from "../view/notice";
import { bankElement, type Player, records } from "./host";
import { loadViews } from "./on-demand";
import { type Place, Practice } from "./practice";
import { SelfCheckSteps } from "./self-check-steps";

export const CourseSelfCheck = bankElement(openSteps);

async function openSteps(host: HTMLElement, shard: Shard): Promise<Player> {
  const trouble = notice();
  try {
    const practice = await openPractice(host, shard, records, trouble.warn);
    const steps = new SelfCheckSteps(practice);
    host.querySelector(".course-self-check-title")?.append(steps.opener);
    return {
      element: make("div", { class: "cq-player cq-self-check" }, trouble.element, steps.element),
    };
  } catch (error) {
    showStaticContent();
    throw error;
  }
}

async function openPractice(
  host: HTMLElement,
  shard: Shard,
  store: Records,
  troubled: Place["troubled"],
): Promise<Practice> {
  const names = host.dataset.questions ?? "";
  const questions = named(names, shard);
  await loadViews(questions);
  const scope = `self-check:${names}`;
  return Practice.open({ shard, questions, scope, mode: "self-check", records: store, troubled });
}

/** The questions in the order of the page. */
function named(names: string, shard: Shard): readonly Question[] {
  const found = names
    .split(/\s+/)
    .flatMap((id) => shard.questions.find((question) => question.id === id) ?? []);
  if (found.length === 0) throw new Error(`${shard.bank} has none of the questions “${names}”`);
  return found;
}
