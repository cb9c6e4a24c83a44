/** <course-self-check data-bank="…" data-questions="…">: a few questions within a study page, one at a time. */

import type { Question, Shard } from "../core/data";
import { tally } from "../learning/session";
import type { Records } from "../store/records";
import { texts } from "../texts/player";
import { showStaticContent } from "../view/appearance";
import { button, fill, make } from "../view/dom";
import { notice } from "../view/notice";
import { practiceCard } from "./cards";
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

/** Opens all questions named by `host` at once; answers are written to `store`. */
export async function openSelfCheck(host: HTMLElement, shard: Shard, store: Records): Promise<Player> {
  const trouble = notice();
  const practice = await openPractice(host, shard, store, trouble.warn);
  const stage = make("div", { class: "cq-stage" });
  const score = make("p", { class: "cq-score", role: "status" });
  const again = button("restart", texts.again, () => {
    practice.restart();
    draw()?.focusHeading();
  });
  const update = () => {
    const { right, open } = tally(practice.session);
    const all = practice.session.questions.length;
    fill(score, open === 0 && texts.score(right, all));
    again.hidden = open === all;
  };
  const draw = () => {
    const cards = practice.session.questions.map((question, index) =>
      practiceCard(practice, question, index + 1, "h3", update),
    );
    fill(stage, ...cards.map(({ element }) => element));
    update();
    return cards[0];
  };
  draw();
  const foot = make("div", { class: "cq-steps" }, score, again);
  return { element: make("div", { class: "cq-player cq-self-check" }, trouble.element, stage, foot) };
}

/** The questions in the order of the page. */
function named(names: string, shard: Shard): readonly Question[] {
  const found = names
    .split(/\s+/)
    .flatMap((id) => shard.questions.find((question) => question.id === id) ?? []);
  if (found.length === 0) throw new Error(`${shard.bank} has none of the questions “${names}”`);
  return found;
}
