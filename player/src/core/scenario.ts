/** Ways through a scenario, like `scripts/course/model/scenario.py`; tested with `tests/cases/scenario.yml`. */

import type { Merit, Scenario, ScenarioEnd, ScenarioStep } from "./data";

/** The steps that choices lead through, by name, and the step or end that they lead to. */
export interface Walk {
  readonly steps: readonly string[];
  readonly place: string;
}

/** Follows a list of choices from the start; null for anything that is no list of choices that exist. */
export function walk(body: Scenario, choices: unknown): Walk | null {
  if (!Array.isArray(choices)) return null;
  const steps: string[] = [];
  let place = body.start;
  for (const choice of choices) {
    const go = stepOf(body, place)?.choices[choice]?.go;
    if (typeof choice !== "number" || go === undefined) return null;
    steps.push(place);
    place = go;
  }
  return { steps, place };
}

/** Returns the step of this name; an end has none. Names can be those of properties that every object has. */
export function stepOf({ steps }: Scenario, name: string): ScenarioStep | undefined {
  return new Map(Object.entries(steps)).get(name);
}

/** Returns the end that choices reach with the last of them; undefined if they reach none. */
export function endOf(body: Scenario, choices: unknown): ScenarioEnd | undefined {
  return new Map(Object.entries(body.ends)).get(walk(body, choices)?.place ?? "");
}

export function outcomeOf(body: Scenario, choices: unknown): Merit | undefined {
  return endOf(body, choices)?.outcome;
}
