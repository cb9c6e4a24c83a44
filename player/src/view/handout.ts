/** Sheets of paper for a group: a page to hand out, and the leader's own with hints and keys. */

import { handoutTexts as words } from "../texts/handout";
import { copied } from "./copied";
import { type Child, make } from "./dom";
import { wordsOf } from "./landmarks";
import { printedQuestion } from "./printed";
import { type Asked, GROUP_SEED } from "./question-slide";
import {
  type Discussion,
  discussions,
  isChecklist,
  isPointList,
  listItems,
  pointParts,
  type StudySection,
  studySections,
} from "./study-sections";

/** The questions of a requirement's self-check, by the id of its heading; those of scenarios under "". */
export type AskedBySection = ReadonlyMap<string, readonly Asked[]>;

/** One page where the text allows: what is asked for, what to talk about, what to check, and a place to write. */
export function handout(article: HTMLElement): HTMLElement {
  const sections = studySections(article);
  return make(
    "article",
    { class: "cq-handout md-typeset" },
    make("h1", {}, titleOf(article)),
    signed(),
    make("dl", { class: "cq-handout-points" }, ...sections.filter(isAsking).flatMap(inShort)),
    ...sections.flatMap(talk),
    ...sections.flatMap(checklist),
    make("section", { class: "cq-handout-write" }, make("h2", {}, words.write), ...blankLines()),
  );
}

/** The questions for discussion with their hints, and the self-checks with their keys. */
export function leaderSheet(article: HTMLElement, asked: AskedBySection): HTMLElement {
  const sections = studySections(article);
  return make(
    "article",
    { class: "cq-handout cq-leader-sheet md-typeset" },
    make("h1", {}, words.leaderFile(titleOf(article))),
    ...sections
      .filter(isAsking)
      .flatMap((section) => [
        make("h2", {}, section.title, locatorOf(section)),
        make("p", {}, words.labels(labelsOf(section))),
        ...questions(asked.get(section.heading.id) ?? []),
      ]),
    ...sections.flatMap(talkWithHints),
    ...scenarios(asked.get("") ?? []),
  );
}

export function titleOf(article: HTMLElement): string {
  return wordsOf(article.querySelector("h1") ?? article);
}

function isAsking({ isRequirement }: StudySection): boolean {
  return isRequirement;
}

/** As many as a page has at the most; what does not fit is cut off. */
const MOST_LINES = 28;

function blankLines(): readonly HTMLElement[] {
  return Array.from({ length: MOST_LINES }, () => make("span", { class: "cq-handout-line" }));
}

function signed(): HTMLElement {
  return make("p", { class: "cq-handout-lines" }, ...words.lines.map((name) => make("span", {}, name)));
}

function locatorOf({ heading }: StudySection): HTMLElement {
  return make("small", {}, heading.dataset.locator ?? "");
}

/** A requirement with the labels of its points. */
function inShort(section: StudySection): readonly HTMLElement[] {
  return [make("dt", {}, section.title, locatorOf(section)), make("dd", {}, words.labels(labelsOf(section)))];
}

function labelsOf({ content }: StudySection): readonly string[] {
  const items = content.filter(isPointList).flatMap(listItems);
  return items.map((item) => pointParts(item).label).filter(Boolean);
}

function talk(section: StudySection): readonly HTMLElement[] {
  const found = section.isRequirement ? [] : discussions(section);
  if (found.length === 0) return [];
  const rows = found.map(({ question }) => make("li", {}, ...(copied(question) as Node[])));
  return [
    make("section", {}, make("h2", {}, section.title), make("ol", { class: "cq-handout-talk" }, ...rows)),
  ];
}

function talkWithHints(section: StudySection): readonly HTMLElement[] {
  const found = section.isRequirement ? [] : discussions(section);
  if (found.length === 0) return [];
  return [make("h2", {}, section.title), make("ol", {}, ...found.map(withHints))];
}

function withHints({ question, hints }: Discussion): HTMLElement {
  return make("li", {}, make("p", {}, ...(copied(question) as Node[])), ...(copied(hints) as Node[]));
}

function checklist(section: StudySection): readonly HTMLElement[] {
  const rows = section.content.filter(isChecklist).flatMap((list) => listItems(list));
  if (rows.length === 0) return [];
  const lines = rows.map((row) => make("li", {}, (row.textContent ?? "").trim()));
  return [
    make("section", {}, make("h2", {}, section.title), make("ul", { class: "cq-handout-checks" }, ...lines)),
  ];
}

function questions(asked: readonly Asked[]): readonly Child[] {
  if (asked.length === 0) return [];
  return [make("h3", {}, words.questions), ...asked.map(keyed)];
}

function scenarios(asked: readonly Asked[]): readonly Child[] {
  if (asked.length === 0) return [];
  return [make("h2", {}, words.scenarios), ...asked.map(keyed)];
}

function keyed({ question, number, sources }: Asked): HTMLElement {
  return printedQuestion({ question, number, seed: GROUP_SEED, keyed: true, sources });
}
