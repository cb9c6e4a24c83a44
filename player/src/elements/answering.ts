/** What helps while questions are answered: keys, the focus mode, and the choice of how many. */

import type { Question } from "../core/data";
import { randomSeed } from "../core/random";
import { weakFirst } from "../learning/pick";
import { readLog } from "../store/attempts";
import { readText, saveSetting } from "../store/settings";
import { answeringTexts as words } from "../texts/answering";
import { button, fill, make } from "../view/dom";
import { root } from "../view/root";
import { FOCUS } from "./answer-bar";
import { watchAnswerKeys } from "./answer-keys";
import { records, tab } from "./host";
import { loadOnDemand } from "./on-demand";
import { once } from "./once";

/** The setting that says that the keys have been shown. */
const SHOWN = "keys-shown";

const start = once(async () => {
  watchAnswerKeys(() => root.dataset.courseFocus !== undefined && setFocusMode(false));
  // It is needed at the end of the run, then at once.
  loadOnDemand("result").catch(console.error);
});

/** Adds what the bar of a run does not have yet. */
export function assist(bar: HTMLElement): void {
  void start();
  const toolbar = bar.closest(".cq-quiz, .cq-exam")?.querySelector(".cq-bar, .cq-exam-bar");
  if (!toolbar || toolbar.querySelector('[data-action="focus"]')) return;
  toolbar.append(focusButton());
  void showKeys(bar);
}

/** Returns `count` of these questions: first those without an answer, then those not right last time. */
export async function chooseQuestions(
  questions: readonly Question[],
  count: number,
): Promise<readonly string[]> {
  return weakFirst(questions, await readLog(records), randomSeed()).slice(0, count);
}

function focusButton(): HTMLElement {
  const toggle = button("focus", "", () => setFocusMode(root.dataset.courseFocus === undefined), {
    class: "cq-quiet",
  });
  label(toggle);
  return toggle;
}

function setFocusMode(on: boolean): void {
  tab.write(FOCUS, on ? "1" : null);
  if (on) root.dataset.courseFocus = "";
  else delete root.dataset.courseFocus;
  for (const toggle of document.querySelectorAll<HTMLElement>('[data-action="focus"]')) label(toggle);
}

function label(toggle: HTMLElement): void {
  const on = root.dataset.courseFocus !== undefined;
  fill(toggle, on ? words.leaveFocus : words.focus);
  toggle.setAttribute("aria-pressed", String(on));
}

/** Shows the keys in the bar, once for each learner, where there is a keyboard. */
async function showKeys(bar: HTMLElement): Promise<void> {
  if (!matchMedia("(hover: hover) and (pointer: fine) and (min-width: 60em)").matches) return;
  if ((await readText(records, SHOWN)) !== "") return;
  bar.querySelector('[data-action="next"]')?.before(make("span", { class: "cq-keys" }, words.keys));
  void saveSetting(records, SHOWN, "1");
}
