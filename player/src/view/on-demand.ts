/** The modules that scripts of their own have provided (elements/on-demand.ts). */

import type * as scenario from "./scenario";

/** Returns the view of scenarios, which is loaded before the first of them is shown. */
export function scenarioView(): typeof scenario {
  const provided = self.courseOnDemand?.scenario;
  if (!provided) throw new Error("scenario.js is not loaded");
  return provided;
}
