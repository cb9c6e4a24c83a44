/** Checklists on study pages and duties: each line can be ticked, and this browser stores the ticks. */

import { isBlind } from "../store/records";
import { readTicks, saveTick } from "../store/ticks";
import { readingTexts } from "../texts/reading";
import { fill, make } from "../view/dom";
import { PAGE } from "../view/site";
import { records } from "./host";

/** Ends the text of a line: a nested list is not part of its label. */
const BLOCKS = "ul, ol, p, div, pre, table, blockquote";

export async function enhanceChecklists(): Promise<void> {
  const boxes = document.querySelectorAll<HTMLInputElement>(
    ".md-content .task-list-item input[type=checkbox]",
  );
  if (boxes.length === 0) return;
  const lines = Array.from(boxes).map(labelled);
  const ticks = await readTicks(records, PAGE);
  for (const { box, text } of lines) {
    box.checked = ticks.has(text);
    box.disabled = false;
    box.addEventListener("change", () => void keep(box, text));
  }
}

/** Says beside a box that its tick was not saved. */
const problem = make("p", { class: "cq-notice", role: "alert" });

/** Saves a tick. If that fails, the box says again what is stored. */
async function keep(box: HTMLInputElement, text: string): Promise<void> {
  problem.remove();
  if (await saveTick(records, PAGE, text, box.checked)) return;
  const ticks = await readTicks(records, PAGE);
  box.checked = isBlind(records) ? !box.checked : ticks.has(text);
  // For those who count.
  box.dispatchEvent(new Event("input", { bubbles: true }));
  (box.closest("label") ?? box).after(problem);
  fill(problem, readingTexts.tickNotKept);
}

/**
 * Turns the text of a line into the label of its checkbox, which may already be in a label.
 *
 * A line with its own name (a duty, by its point) keeps its label and is stored under that name.
 */
function labelled(box: HTMLInputElement): { box: HTMLInputElement; text: string } {
  if (box.dataset.tick) return { box, text: box.dataset.tick };
  const label = box.closest("label") ?? wrap(box);
  while (label.nextSibling && !isBlock(label.nextSibling)) label.append(label.nextSibling);
  label.classList.add("cq-tick");
  return { box, text: label.textContent?.replace(/\s+/g, " ").trim() ?? "" };
}

function wrap(box: HTMLInputElement): HTMLLabelElement {
  const label = make("label");
  box.before(label);
  label.append(box);
  return label;
}

function isBlock(node: Node): boolean {
  return node instanceof Element && node.matches(BLOCKS);
}
