/**
 * Divides a study page into screens for projection: each requirement, then each question for discussion. Questions for
 * discussion are the items of numbered lists in the other sections.
 */

/**
 * Marks what is not part of the current screen; style sheets hide it on screen, never on paper. Not a class: removing
 * it would leave `class=""` on the page's elements, and the theme styles tables without a class.
 */
const OFF = "data-cq-off";

export interface Screen {
  readonly heading: HTMLElement;
  /** The elements under this heading, including it. */
  readonly section: readonly Element[];
  /** The question to show, if there are several. */
  readonly item: HTMLLIElement | null;
}

export function screensOf(article: HTMLElement): readonly Screen[] {
  const headings = Array.from(article.querySelectorAll<HTMLElement>("h2[id]"));
  const isRequirement = (heading: HTMLElement) => heading.dataset.locator !== undefined;
  return [
    ...headings.filter(isRequirement).map(requirementScreen),
    ...headings.filter((one) => !isRequirement(one)).flatMap(questionScreens),
  ];
}

/** Shows one screen, and hides everything else in the article except its title and `kept`. */
export function showScreen(article: HTMLElement, { section, item }: Screen, kept: Element): void {
  for (const child of Array.from(article.children)) {
    const isShown = section.includes(child) || child === kept || child.localName === "h1";
    child.toggleAttribute(OFF, !isShown);
  }
  const items = siblings(item);
  for (const one of items) {
    one.toggleAttribute(OFF, one !== item);
    // A hidden item is not counted in the numbering.
    one.value = items.indexOf(one) + 1;
  }
}

/** Shows the whole article again. */
export function showWhole(article: HTMLElement): void {
  for (const one of Array.from(article.querySelectorAll(`[${OFF}]`))) one.removeAttribute(OFF);
  for (const one of Array.from(article.querySelectorAll("li[value]"))) one.removeAttribute("value");
}

function requirementScreen(heading: HTMLElement): Screen {
  return { heading, section: sectionOf(heading), item: null };
}

function questionScreens(heading: HTMLElement): readonly Screen[] {
  const section = sectionOf(heading);
  const items = section.filter((one) => one.localName === "ol").flatMap(listItems);
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

/** The items of a list, ignoring elements that a browser extension has inserted. */
function listItems(list: Element): readonly HTMLLIElement[] {
  return Array.from(list.children).filter((one): one is HTMLLIElement => one instanceof HTMLLIElement);
}
