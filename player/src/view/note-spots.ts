/** The paragraphs, points and rows of a study page that can be noted. */

import { checksum } from "../core/checksum";
import { LONGEST_QUOTE, type NotePlace, type Paragraph } from "../core/note-places";
import { PAGE } from "./site";

/** Blocks of the text itself. A line of a checklist has a box of its own. */
const BLOCKS =
  ":scope > p, :scope > ul > li:not(.task-list-item), :scope > ol > li, :scope > blockquote, " +
  ":scope > table tbody tr, :scope > .md-typeset__scrollwrap tbody tr, " +
  ":scope > .admonition > p:not(.admonition-title)";

/** What is not the text of a block. */
const PASSED_OVER = ".cq-player, .headerlink";

export interface Spot extends Paragraph {
  readonly place: string;
  readonly element: HTMLElement;
  /** The element at whose end the mark stands. */
  readonly holder: HTMLElement;
  readonly where: NotePlace;
}

export function spotsOf(article: HTMLElement): readonly Spot[] {
  const headings = Array.from(article.querySelectorAll<HTMLElement>(":scope > h2[id], :scope > h3[id]"));
  return Array.from(article.querySelectorAll<HTMLElement>(BLOCKS), (element) => {
    const holder = holderOf(element);
    const text = textOf(element.localName === "tr" ? element : holder);
    const point = element.querySelector<HTMLElement>(":scope > strong[id], :scope > p > strong[id]");
    const place = (point ?? headings.filter((one) => follows(element, one)).pop())?.id ?? "";
    const digest = checksum(text);
    const where = { page: PAGE, place, digest, question: "", quote: text.slice(0, LONGEST_QUOTE) };
    return { element, holder, where, place, digest, isPoint: point !== null };
  });
}

/** The text of an element, without what the player has added. */
function textOf(element: HTMLElement): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest(PASSED_OVER)) text += node.textContent;
  }
  return text.replace(/\s+/g, " ").trim();
}

/** The last cell of a row; the first paragraph of an item that has any: what follows is the leader's. */
function holderOf(element: HTMLElement): HTMLElement {
  if (element.localName === "tr") return element.querySelector<HTMLElement>("td:last-child") ?? element;
  return element.querySelector<HTMLElement>(":scope > p") ?? element;
}

function follows(element: HTMLElement, heading: HTMLElement): boolean {
  return (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
