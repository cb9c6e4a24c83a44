/**
 * A question for printing, lettered as on screen.
 *
 * The same seed gives the same order of options as on screen.
 */

import type { Body, Case, Inline, Match, Order, Question, Scenario, Short, Text } from "../core/data";
import { stepOf } from "../core/scenario";
import { disorder, seedFor, shuffle } from "../core/shuffle";
import { unreachable } from "../core/unreachable";
import { texts } from "../texts/player";
import { printedTexts as words } from "../texts/printed";
import { type Child, make } from "./dom";
import { keyText, letter, options, shownChoices } from "./option-order";
import { link, plain, rich } from "./rich";

export interface Printed {
  readonly question: Question;
  readonly number: number;
  readonly seed: number;
  /** Whether to include key, explanation and sources. */
  readonly keyed: boolean;
  readonly sources: readonly { label: string; href: string }[];
}

/** The question with its number, and optionally the feedback. */
export function printedQuestion({ question, number, seed, keyed, sources }: Printed): HTMLElement {
  return make(
    "article",
    { class: "cq-printed", "data-printed": question.id },
    ...asked(question, seed, `${number}．`),
    ...(keyed ? [...answered(question, seed), ...explained(question.explanation, sources)] : []),
  );
}

function asked(body: Body, seed: number, number: string): HTMLElement[] {
  switch (body.type) {
    case "single":
    case "multiple":
      return [
        stem(number, body.stem),
        lettered(
          options(body, seed),
          body.options.map(({ text }) => text),
        ),
      ];
    case "truefalse":
      return [stem(number, body.stem, words.brackets)];
    case "blank":
      return [make("p", { class: "cq-printed-stem" }, number, ...gaps(body.parts))];
    case "order":
      return orderAsked(body, seed, number);
    case "match":
      return matchAsked(body, seed, number);
    case "case":
      return caseAsked(body, seed, number);
    case "short":
      return [stem(number, body.stem), make("div", { class: "cq-printed-lines" })];
    case "scenario":
      return scenarioAsked(body, seed, number);
    default:
      return unreachable(body);
  }
}

function stem(number: string, text: Text, after: Child = null): HTMLElement {
  return make("p", { class: "cq-printed-stem" }, number, ...rich(text), after);
}

function gaps(parts: readonly Text[]): Child[] {
  return parts.flatMap((part, index) => [index > 0 && words.gap, ...rich(part)]);
}

function orderAsked(body: Order, seed: number, number: string): HTMLElement[] {
  return [stem(number, body.stem, words.brackets), lettered(disorder(seed, body.items.length), body.items)];
}

function matchAsked(body: Match, seed: number, number: string): HTMLElement[] {
  const left = body.left.map((item, index) =>
    make("li", {}, `${index + 1}. `, ...rich(item), words.brackets),
  );
  return [
    stem(number, body.stem),
    make("ul", { class: "cq-printed-items" }, ...left),
    lettered(shuffle(seed, body.right.length), body.right),
  ];
}

function caseAsked(body: Case, seed: number, number: string): HTMLElement[] {
  const parts = body.parts.flatMap((part, index) =>
    asked(part, seedFor(seed, String(index)), `（${index + 1}）`),
  );
  return [
    stem(number, body.stem),
    make("blockquote", { class: "cq-material" }, ...rich(body.material)),
    ...parts,
  ];
}

/** The situation and the choices of each step, which name the step to go on with, but not what came of them. */
function scenarioAsked(body: Scenario, seed: number, number: string): HTMLElement[] {
  const names = placeNames(body);
  const steps = Object.entries(body.steps).flatMap(([name, step]) => {
    const items = step.choices.map(
      ({ text, go }): Text => [...runs(text), words.follows(stepOf(body, go) ? (names.get(go) ?? "") : null)],
    );
    return [
      make("p", {}, make("strong", {}, names.get(name) ?? ""), "　", ...rich(step.text)),
      lettered(shownChoices(body, name, seed), items),
    ];
  });
  return [stem(number, body.stem, words.brackets), ...steps];
}

/** What readers call each step and each end, by its name in the bank. */
function placeNames({ steps, ends }: Scenario): ReadonlyMap<string, string> {
  return new Map([
    ...Object.keys(steps).map((name, place) => [name, words.step(place + 1)] as const),
    ...Object.keys(ends).map((name, place) => [name, words.end(place + 1)] as const),
  ]);
}

function runs(text: Text): readonly Inline[] {
  return typeof text === "string" ? [text] : text;
}

function lettered(order: readonly number[], items: readonly Text[]): HTMLElement {
  const rows = order.map((index, place) => make("li", {}, `${letter(place)}. `, ...rich(items[index] ?? "")));
  return make("ul", { class: "cq-printed-items" }, ...rows);
}

function answered(body: Body, seed: number): HTMLElement[] {
  const key = make("p", { class: "cq-printed-key" }, make("strong", {}, words.key), fullKey(body, seed));
  if (body.type === "scenario") return [key, debriefs(body, seed)];
  const rows = body.type === "case" ? partLessons(body, seed) : optionLessons(body, seed);
  return rows.length > 0 ? [key, make("ul", { class: "cq-printed-items" }, ...rows)] : [key];
}

/** The key with all that counts as right. */
function fullKey(body: Body, seed: number): string {
  switch (body.type) {
    case "blank":
      return body.answers.map(([first = "", ...others]) => words.accepted(first, others)).join("；");
    case "case":
      return body.parts
        .map((part, index) => words.part(index + 1, fullKey(part, seedFor(seed, String(index)))))
        .join("　");
    case "short":
      return referenceList(body);
    default:
      return keyText(body, seed);
  }
}

/** For each part of a case the lessons of its options and its explanation. */
function partLessons(body: Case, seed: number): HTMLElement[] {
  return body.parts.flatMap((part, index) => {
    const own = part.explanation.length > 0 ? [make("li", {}, ...rich(part.explanation))] : [];
    const rows = [...optionLessons(part, seedFor(seed, String(index))), ...own];
    for (const row of rows) row.prepend(words.part(index + 1, ""));
    return rows;
  });
}

function optionLessons(body: Body, seed: number): HTMLElement[] {
  if (body.type !== "single" && body.type !== "multiple") return [];
  return options(body, seed).flatMap((index, place) => {
    const why = body.options[index]?.why;
    return why === undefined ? [] : [make("li", {}, `${letter(place)}：`, ...rich(why))];
  });
}

/** For the one who leads the discussion: what comes of each choice, and the debrief of each end. */
function debriefs(body: Scenario, seed: number): HTMLElement {
  const names = placeNames(body);
  const choices = Object.entries(body.steps).flatMap(([name, step], number) =>
    shownChoices(body, name, seed).flatMap((index, place) => {
      const choice = step.choices[index];
      if (!choice) return [];
      const { merit, go, effect } = choice;
      const head = words.comesOf(`${number + 1}${letter(place)}`, merit, names.get(go) ?? "");
      return [make("li", {}, head, ...(effect ? ["：", ...rich(effect)] : []))];
    }),
  );
  const ends = Object.entries(body.ends).map(([name, { outcome, text, debrief }]) =>
    make(
      "li",
      {},
      words.ending(names.get(name) ?? "", outcome),
      ...rich(text),
      words.debrief,
      ...rich(debrief),
    ),
  );
  return make("ul", { class: "cq-printed-items" }, ...choices, ...ends);
}

function referenceList(body: Short): string {
  return body.reference.map((point, index) => `（${index + 1}）${plain(point)}`).join("；");
}

function explained(text: Text, sources: Printed["sources"]): HTMLElement[] {
  const links = sources.flatMap(({ label, href }, index) => [index > 0 && "；", link(label, href)]);
  return [
    ...(text.length > 0
      ? [make("p", { class: "cq-printed-key" }, make("strong", {}, texts.explanation, "："), ...rich(text))]
      : []),
    ...(links.length > 0 ? [make("p", { class: "cq-sources" }, texts.sources, ...links)] : []),
  ];
}
