/** The slides of a page's own text: one idea on each. */

import { pointGroups } from "../core/point-groups";
import { projectorTexts as words } from "../texts/projector";
import { copied } from "./copied";
import { type Child, make } from "./dom";
import { PLAIN, type Slide } from "./slide";
import {
  beginning,
  type Discussion,
  discussions,
  isPointList,
  listItems,
  pointParts,
  type StudySection,
  selfChecks,
} from "./study-sections";

/** The characters that a screen holds in larger type. */
const LARGE = 110;

/** The longest title in the list of screens, in characters. */
const LONGEST_TITLE = 40;

/** The heading and the content of a slide. */
export function slideElement(title: Child, ...content: readonly Child[]): HTMLElement {
  const heading = make("h1", { class: "cq-slide-title" }, title);
  const element = make("article", { class: "cq-slide" }, heading, ...content);
  if (textLength(element) <= LARGE) element.classList.add("cq-slide-large");
  return element;
}

function textLength({ textContent }: Element): number {
  return textContent?.replace(/\s+/g, "").length ?? 0;
}

/** The screen that stands while the group gathers: the title and the page's opening. */
export function openingSlide(article: HTMLElement, title: string): Slide {
  const text = copied(beginning(article).filter(isText));
  const element = slideElement(title, ...(text as Node[]));
  element.classList.add("cq-slide-opening");
  return { ...PLAIN, section: words.opening, title, shows: [], element, notes: () => [] };
}

function isText({ localName }: HTMLElement): boolean {
  return localName === "p";
}

/** The slides of a requirement, or of another section; `checks` makes those of a self-check. */
export function sectionSlides(
  section: StudySection,
  checks: (host: HTMLElement) => readonly Slide[],
): readonly Slide[] {
  if (!section.isRequirement) return otherSlides(section);
  const slides = pieces(section.content).flatMap((piece) => pieceSlides(section, piece, checks));
  const first = slides[0];
  if (!first) return [];
  return [
    { ...first, title: section.title, shows: [section.heading.id, ...first.shows] },
    ...slides.slice(1),
  ];
}

/** Groups of elements that share a screen: paragraphs, and what a small heading or a paragraph belongs to. */
function pieces(content: readonly HTMLElement[]): readonly (readonly HTMLElement[])[] {
  const found: HTMLElement[][] = [];
  for (const element of content) {
    const last = found[found.length - 1];
    if (last && joins(element, last)) last.push(element);
    else found.push([element]);
  }
  return found;
}

/** A paragraph after a table belongs to it; after points or a self-check it does not. */
function joins(element: HTMLElement, before: readonly HTMLElement[]): boolean {
  if (before.some(hasOwnSlides) || hasOwnSlides(element)) return false;
  return isText(element) || (before.length === 1 && before.every(isSmallHeading) && !isSmallHeading(element));
}

function isSmallHeading({ localName }: HTMLElement): boolean {
  return /^h[3-6]$/.test(localName);
}

function hasOwnSlides(element: HTMLElement): boolean {
  return isPointList(element) || selfChecks(element).length > 0;
}

function pieceSlides(
  section: StudySection,
  piece: readonly HTMLElement[],
  checks: (host: HTMLElement) => readonly Slide[],
): readonly Slide[] {
  const [first] = piece;
  if (!first) return [];
  const hosts = selfChecks(first);
  if (hosts.length > 0) return hosts.flatMap(checks);
  if (isPointList(first)) return pointSlides(section, first);
  return [textSlide(section, shortened(first), [], copied(piece))];
}

function shortened({ textContent }: Element): string {
  const text = Array.from((textContent ?? "").replace(/\s+/g, " ").trim());
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE).join("")}……` : text.join("");
}

function pointSlides(section: StudySection, list: HTMLElement): readonly Slide[] {
  const items = listItems(list);
  const groups = pointGroups(items.map(({ textContent }) => textContent?.trim().length ?? 0));
  let begun = 0;
  return groups.map((count) => {
    const own = items.slice(begun, begun + count);
    begun += count;
    const parts = own.map(pointParts);
    const rows = make("ul", { class: "cq-slide-points" }, ...copied(own));
    const shows = parts.map(({ id }) => id).filter(Boolean);
    return textSlide(section, words.points(parts.map(({ label }) => label)), shows, [rows]);
  });
}

function textSlide(
  { heading, title: section }: StudySection,
  title: string,
  shows: readonly string[],
  content: readonly Node[],
): Slide {
  const { locator } = heading.dataset;
  const notes = () => [locator !== undefined && make("p", {}, words.source(locator))];
  return { ...PLAIN, section, title, shows, element: slideElement(section, ...content), notes };
}

/** Each question for discussion, and each table and list; generated parts are no slides. */
function otherSlides(section: StudySection): readonly Slide[] {
  const questions = discussions(section);
  const own = section.content.filter((one) => !one.matches(".course, ol"));
  const shown = pieces(own).map((piece): Slide => {
    return { ...textSlide(section, section.title, [section.heading.id], copied(piece)), notes: () => [] };
  });
  return [
    ...shown,
    ...questions.map((one, place) => discussionSlide(section, one, place + 1, questions.length)),
  ];
}

function discussionSlide(
  { heading, title: section }: StudySection,
  { question, hints }: Discussion,
  number: number,
  all: number,
): Slide {
  const hint = make("div", { class: "cq-slide-hint", hidden: true }, ...copied(hints));
  const text = make("p", { class: "cq-slide-question" }, ...copied(question));
  const title = words.numbered(section, number, text.textContent?.trim() ?? "");
  return {
    ...PLAIN,
    section,
    title,
    shows: number === 1 ? [heading.id] : [],
    element: slideElement(words.discussion(section, number, all), text, hint),
    notes: () => copied(hints) as Node[],
    cover: hints.length > 0 ? coverOf("hint", hint) : null,
  };
}

/** Shows and hides an element; for the presenter, on demand. */
export function coverOf(kind: "hint" | "key", element: HTMLElement) {
  return {
    kind,
    get isOpen() {
      return !element.hidden;
    },
    toggle() {
      element.hidden = !element.hidden;
    },
  };
}
