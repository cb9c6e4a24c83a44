/** Copies of the page's own text, for slides and for paper. */

import { make } from "./dom";

/** Controls and marks that mean nothing in a copy. */
const LEFT_OUT =
  "button, script, template, select, textarea, .headerlink, .cq-player, .cq-slot, .task-list-indicator, course-self-check";

const BOX = "☐ ";

/** Attributes that names, layout and players give meaning to; a copy may not have them. */
const ATTRIBUTES = ["id", "data-course-later", "data-for", "data-source", "data-question", "data-bank"];

/** Returns copies of nodes without ids, controls and player parts; what is folded is open. */
export function copied(nodes: readonly Node[]): readonly Node[] {
  return nodes.map(copyOf);
}

function copyOf(node: Node): Node {
  const copy = unwrapped(node).cloneNode(true);
  if (!(copy instanceof Element)) return copy;
  for (const one of Array.from(copy.querySelectorAll(LEFT_OUT))) one.remove();
  for (const one of Array.from(copy.querySelectorAll("input"))) one.replaceWith(boxFor(one));
  for (const one of [copy, ...Array.from(copy.querySelectorAll("*"))]) cleanse(one);
  return copy;
}

/** The theme puts a table into a box that scrolls. */
function unwrapped(node: Node): Node {
  const isBox = node instanceof Element && node.matches(".md-typeset__scrollwrap");
  return (isBox && node.querySelector("table")) || node;
}

function boxFor({ type }: HTMLInputElement): Node {
  return type === "checkbox" ? make("span", { "aria-hidden": "true" }, BOX) : document.createTextNode("");
}

function cleanse(element: Element): void {
  for (const name of ATTRIBUTES) element.removeAttribute(name);
  if (element.localName === "details") element.setAttribute("open", "");
}
