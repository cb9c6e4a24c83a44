/** The best way through a scenario; tested with `tests/cases/scenario.yml`, like `scripts/course/model/scenario.py`. */

import type { Scenario, ScenarioChoice } from "./data";
import { endOf, outcomeOf, stepOf, walk } from "./scenario";

const RANK = { good: 0, fair: 1, poor: 2 } as const;

/**
 * Returns the choices of the best way: always the best choice, if that ends well; else the shortest way that does.
 *
 * Of choices that are alike, the first. Empty if no way ends well.
 */
export function bestWay(body: Scenario): readonly number[] {
  const chosen = alwaysBest(body, []);
  return outcomeOf(body, chosen) === "good" ? chosen : shortest(body);
}

function alwaysBest(body: Scenario, chosen: readonly number[]): readonly number[] {
  const choices = choicesAfter(body, chosen);
  // As many choices as there are steps at the most: one more would be a loop.
  if (choices.length === 0 || chosen.length === Object.keys(body.steps).length) return chosen;
  const best = Math.min(...choices.map(({ merit }) => RANK[merit]));
  return alwaysBest(body, [...chosen, choices.findIndex(({ merit }) => RANK[merit] === best)]);
}

function shortest(body: Scenario): readonly number[] {
  const seen = new Set<string>();
  // Grows while it is read.
  const waiting: (readonly number[])[] = [[]];
  for (const chosen of waiting) {
    if (endOf(body, chosen)?.outcome === "good") return chosen;
    choicesAfter(body, chosen).forEach(({ go }, index) => {
      if (!seen.has(go)) waiting.push([...chosen, index]);
      seen.add(go);
    });
  }
  return [];
}

function choicesAfter(body: Scenario, chosen: readonly number[]): readonly ScenarioChoice[] {
  return stepOf(body, walk(body, chosen)?.place ?? "")?.choices ?? [];
}
