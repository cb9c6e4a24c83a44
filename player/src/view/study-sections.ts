/** A study page as sections: the requirements, and what follows them. Read from the page, changed by nothing here. */

import { wordsOf } from "./landmarks";

export interface StudySection {
  readonly heading: HTMLElement;
  readonly title: string;
  readonly isRequirement: boolean;
  /** The elements under the heading, without it. */
  readonly content: readonly HTMLElement[];
}

/** Added by the player or generated for navigation: not part of the text. */
const APPARATUS = ".cq-player, .cq-dock, .course-opening, .course-screen, script, style, template";

export function studySections(article: HTMLElement): readonly StudySection[] {
  const headings = Array.from(article.querySelectorAll<HTMLElement>("h2[id]:not(.course-screen)"));
  return headings.map((heading) => ({
    heading,
    title: wordsOf(heading),
    isRequirement: heading.dataset.locator !== undefined,
    content: contentAfter(heading),
  }));
}

export function hasRequirements(article: HTMLElement): boolean {
  return article.querySelector("h2[id][data-locator]") !== null;
}

/** The elements of the page before its first section. */
export function beginning(article: HTMLElement): readonly HTMLElement[] {
  const title = article.querySelector<HTMLElement>("h1");
  return title ? contentAfter(title) : [];
}

export function isPointList(element: Element): boolean {
  return element.localName === "ul" && element.querySelector(":scope > li > strong[id]") !== null;
}

/** Returns the label of a point and its text without the label. */
export function pointParts(item: Element): { id: string; label: string; text: string } {
  const name = item.querySelector(":scope > strong[id]");
  const label = name?.textContent?.trim() ?? "";
  const text = (item.textContent ?? "")
    .trim()
    .slice(label.length)
    .replace(/^[：:]\s*/, "");
  return { id: name?.id ?? "", label, text };
}

/** The items of a list, ignoring elements that a browser extension has inserted. */
export function listItems(list: Element): readonly HTMLLIElement[] {
  return Array.from(list.children).filter((one): one is HTMLLIElement => one instanceof HTMLLIElement);
}

/** A question for discussion; everything after its first element is for the one who leads it. */
export interface Discussion {
  readonly question: readonly Node[];
  readonly hints: readonly HTMLElement[];
}

/** The questions for discussion in a section: the items of its numbered lists. */
export function discussions({ content }: StudySection): readonly Discussion[] {
  return content
    .filter(({ localName }) => localName === "ol")
    .flatMap(listItems)
    .map(discussionOf);
}

function discussionOf(item: HTMLLIElement): Discussion {
  const [first, ...others] = Array.from(item.children).filter(
    (one): one is HTMLElement => one instanceof HTMLElement && !one.matches(APPARATUS),
  );
  if (first?.localName !== "p") return { question: Array.from(item.childNodes), hints: [] };
  return { question: Array.from(first.childNodes), hints: others };
}

export function isChecklist(element: Element): boolean {
  return element.querySelector(".task-list-item") !== null;
}

export function selfChecks(element: Element): readonly HTMLElement[] {
  const inside = Array.from(element.querySelectorAll<HTMLElement>("course-self-check[data-questions]"));
  return element.matches("course-self-check[data-questions]") ? [element as HTMLElement] : inside;
}

function contentAfter(heading: HTMLElement): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let next = heading.nextElementSibling; next && !isHeading(next); next = next.nextElementSibling)
    if (next instanceof HTMLElement && !next.matches(APPARATUS)) found.push(next);
  return found;
}

function isHeading({ localName }: Element): boolean {
  return localName === "h1" || localName === "h2";
}
