/** A study page cut into screens to show to a group: each requirement, then each question under 想一想. */

import { readingTexts as words } from "../texts/reading";
import { wordsOf } from "./landmarks";

/**
 * Marks what does not belong to the screen shown; style sheets hide it on screens, never on paper. No class: removed
 * again, it would leave `class=""` on the page's own elements, and the theme styles tables without a class.
 */
const OFF = "data-cq-off";

export interface Screen {
  readonly heading: HTMLElement;
  /** What stands in the article under this heading, the heading included. */
  readonly section: readonly Element[];
  /** The one question to show of several. */
  readonly item: HTMLLIElement | null;
}

export function screensOf(article: HTMLElement): readonly Screen[] {
  const headings = Array.from(article.querySelectorAll<HTMLElement>("h2[id]"));
  return [
    ...headings.filter((one) => one.dataset.locator !== undefined).map(requirementScreen),
    ...headings.filter((one) => wordsOf(one) === words.thinking).flatMap(questionScreens),
  ];
}

/** Shows one screen and hides all else of the article but its title and `kept`. */
export function showScreen(article: HTMLElement, { section, item }: Screen, kept: Element): void {
  for (const child of Array.from(article.children)) {
    const isShown = section.includes(child) || child === kept || child.localName === "h1";
    child.toggleAttribute(OFF, !isShown);
  }
  const items = siblings(item);
  for (const one of items) {
    one.toggleAttribute(OFF, one !== item);
    // An item that is not shown is not counted either.
    one.value = items.indexOf(one) + 1;
  }
}

/** Gives the whole article back. */
export function showWhole(article: HTMLElement): void {
  for (const one of Array.from(article.querySelectorAll(`[${OFF}]`))) one.removeAttribute(OFF);
  for (const one of Array.from(article.querySelectorAll("li[value]"))) one.removeAttribute("value");
}

function requirementScreen(heading: HTMLElement): Screen {
  return { heading, section: sectionOf(heading), item: null };
}

function questionScreens(heading: HTMLElement): readonly Screen[] {
  const section = sectionOf(heading);
  const items = section.flatMap(listItems);
  return items.map((item) => ({ heading, section, item }));
}

function sectionOf(heading: HTMLElement): readonly Element[] {
  const section: Element[] = [heading];
  for (let next = heading.nextElementSibling; next && next.localName !== "h2"; next = next.nextElementSibling)
    section.push(next);
  return section;
}

function siblings(item: HTMLLIElement | null): readonly HTMLLIElement[] {
  return item?.parentElement ? listItems(item.parentElement) : [];
}

/** The items of a list, whatever else an extension of the browser has put there. */
function listItems(list: Element): readonly HTMLLIElement[] {
  return Array.from(list.children).filter((one): one is HTMLLIElement => one instanceof HTMLLIElement);
}
