/** What helps while questions are answered: keys and the focus mode. */

import { readText, saveSetting } from "../store/settings";
import { answeringTexts as words } from "../texts/answering";
import { button, fill, make } from "../view/dom";
import { root } from "../view/root";
import { ANSWERING, FOCUS } from "./answer-bar";
import { watchAnswerKeys } from "./answer-keys";
import { records, tab } from "./host";

/** The setting that says that the keys have been shown. */
const SHOWN = "keys-shown";

/** Helps with every run on the page, and with those that come. */
export function assistAnswering(): void {
  watchAnswerKeys(() => root.dataset.courseFocus !== undefined && setFocusMode(false));
  document.querySelectorAll("course-answer-bar").forEach(assist);
  document.addEventListener(ANSWERING, ({ target }) => target instanceof HTMLElement && assist(target));
}

/** Adds what the bar of a run does not have yet. */
function assist(bar: HTMLElement): void {
  const toolbar = bar.closest(".cq-quiz, .cq-exam")?.querySelector(".cq-bar, .cq-exam-bar");
  if (!toolbar || toolbar.querySelector('[data-action="focus"]')) return;
  toolbar.append(focusButton());
  void showKeys(bar);
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
