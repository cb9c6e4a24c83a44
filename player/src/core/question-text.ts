/** The text of a question that is visible before it is answered, for searching. */

import type { Body, ScenarioStep, Text } from "./data";
import { plain } from "./plain-text";
import { unreachable } from "./unreachable";

export function questionText(body: Body): string {
  return shown(body).map(plain).join("\n");
}

function shown(body: Body): readonly Text[] {
  switch (body.type) {
    case "single":
    case "multiple":
      return [body.stem, ...body.options.map(({ text }) => text)];
    case "blank":
      return body.parts;
    case "order":
      return [body.stem, ...body.items];
    case "match":
      return [body.stem, ...body.left, ...body.right];
    case "case":
      return [body.stem, body.material, ...body.parts.flatMap(shown)];
    case "scenario":
      return [body.stem, ...Object.values(body.steps).flatMap(stepTexts)];
    case "truefalse":
    case "short":
      return [body.stem];
    default:
      return unreachable(body);
  }
}

function stepTexts({ text, choices }: ScenarioStep): readonly Text[] {
  return [text, ...choices.map((choice) => choice.text)];
}
