/** The parts of an article to read aloud, by block. */

import { sentences } from "../core/sentences";

export interface Block {
  readonly element: HTMLElement;
  readonly sentences: readonly string[];
}

const BLOCKS = "h1, h2, h3, h4, p, li, th, td, dt, dd, caption";

/** Not read aloud: questions, lists of links, controls, and content for paper only. */
const PASSED_OVER =
  "course-self-check, course-today, .course-opening, .course-onward, .course-terms, .course-screen, .course-paper, " +
  ".cq-player, .headerlink, button, details, nav, svg, [hidden]";

/** Returns the blocks of an article from an element on; all without one. */
export function blocksFrom(article: HTMLElement, start: HTMLElement | null): readonly Block[] {
  const blocks = Array.from(textsOf(article), ([element, text]) => ({ element, sentences: sentences(text) }));
  return blocks.filter(
    (block) =>
      block.sentences.length > 0 && (!start || block.element === start || follows(block.element, start)),
  );
}

/** The text of each block, in order; a list within an item has its own blocks. What is folded is left out. */
function textsOf(article: HTMLElement): ReadonlyMap<HTMLElement, string> {
  const texts = new Map<HTMLElement, string>();
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const block = parent?.closest<HTMLElement>(BLOCKS);
    if (!block || !article.contains(block) || parent?.closest(PASSED_OVER)) continue;
    if (block.offsetParent === null) continue;
    texts.set(block, (texts.get(block) ?? "") + node.textContent);
  }
  return texts;
}

function follows(element: HTMLElement, start: HTMLElement): boolean {
  return (start.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
