/** Checklists of study pages and duties: each line can be ticked, and the ticks are kept in this browser. */

import { readTicks, saveTick } from "../store/ticks";
import { make } from "../view/dom";
import { PAGE } from "../view/site";
import { records } from "./host";

/** What ends the text of a line: a list below it is not part of its label. */
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
    box.addEventListener("change", () => void saveTick(records, PAGE, text, box.checked));
  }
}

/**
 * Makes the text of a line the label of its box, which is inside a label already or bare.
 *
 * A line with a name of its own (a duty, by its point) is labelled as it stands and kept by that name.
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
