/**
 * Option labels of a question's key, derived from the seed that shuffles its options.
 *
 * The same as `scripts/course/exams/option_order.py`; both are tested with `tests/cases/lettering.yml`.
 */

import { bestWay } from "../core/best-way";
import type { Body, Multiple, Scenario, Single } from "../core/data";
import { plain } from "../core/plain-text";
import { stepOf, walk } from "../core/scenario";
import { disorder, seedFor, shuffle } from "../core/shuffle";
import { unreachable } from "../core/unreachable";
import { texts } from "../texts/player";

/** Returns the key in a few characters, for a list of keys. */
export function keyText(body: Body, seed: number): string {
  switch (body.type) {
    case "single":
    case "multiple": {
      const key = body.type === "single" ? [body.key] : body.key;
      return letters(options(body, seed), key).sort().join("");
    }
    case "truefalse":
      return body.key ? texts.right : texts.wrong;
    case "blank":
      return body.answers.map(([first]) => first ?? "").join("；");
    case "order":
      return letters(
        disorder(seed, body.items.length),
        body.items.map((_, index) => index),
      ).join("");
    case "match": {
      const order = shuffle(seed, body.right.length);
      return body.left.map((_, index) => `${index + 1}${letters(order, [index])[0]}`).join("，");
    }
    case "case":
      return body.parts
        .map((part, index) => `（${index + 1}）${keyText(part, seedFor(seed, String(index)))}`)
        .join("　");
    case "short":
      return body.reference.map(plain).join("；");
    case "scenario":
      return wayText(body, bestWay(body), seed);
    default:
      return unreachable(body);
  }
}

/** Returns the indexes of the options in the order shown. */
export function options(body: Single | Multiple, seed: number): readonly number[] {
  const fixed = body.options.flatMap((option, index) => (option.fixed ? [index] : []));
  return shuffle(seed, body.options.length, fixed);
}

/** Returns the indexes of the choices of a step in the order shown. */
export function shownChoices(body: Scenario, step: string, seed: number): readonly number[] {
  return shuffle(seedFor(seed, step), stepOf(body, step)?.choices.length ?? 0);
}

/** Returns a way through a scenario as numbers of steps with the labels of the choices made there. */
function wayText(body: Scenario, choices: readonly number[], seed: number): string {
  const names = Object.keys(body.steps);
  const steps = walk(body, choices)?.steps ?? [];
  return steps
    .map((name, place) => {
      const labels = letters(shownChoices(body, name, seed), choices.slice(place, place + 1));
      return `${names.indexOf(name) + 1}${labels.join("")}`;
    })
    .join("→");
}

/** Returns the labels of options in an order. */
function letters(order: readonly number[], things: readonly number[]): string[] {
  return things.map((thing) => letter(order.indexOf(thing)));
}

/** Returns the letter of a position, counted from 0. */
export function letter(place: number): string {
  return String.fromCharCode(65 + place);
}
