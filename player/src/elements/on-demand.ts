/** Code that few pages need comes as a script of its own (`pages/*.ts`) when it is needed. */

import type { Migration } from "../store/migration";
import type * as report from "../view/question-report-fields";
import type * as notices from "./notices";
import type * as prompts from "./prompts";
import { loadScript } from "./script";

/** What each of these scripts provides, by the script's name. */
export interface OnDemandModules {
  readonly migration: Migration;
  readonly notices: typeof notices;
  readonly prompts: typeof prompts;
  readonly report: typeof report;
}

declare global {
  var courseOnDemand: { [Name in keyof OnDemandModules]?: OnDemandModules[Name] } | undefined;
}

/** Returns what a script provides, and loads it at the first call; rejects if it does not come. */
export async function loadOnDemand<Name extends keyof OnDemandModules>(
  name: Name,
): Promise<OnDemandModules[Name]> {
  if (!self.courseOnDemand?.[name]) await loadScript(`assets/player/${name}.js`);
  const provided = self.courseOnDemand?.[name];
  if (!provided) throw new Error(`${name}.js does not provide what it should`);
  return provided as OnDemandModules[Name];
}

/** Provides what such a script is for. */
export function provide<Name extends keyof OnDemandModules>(
  name: Name,
  provided: OnDemandModules[Name],
): void {
  self.courseOnDemand = { ...self.courseOnDemand, [name]: provided };
}
