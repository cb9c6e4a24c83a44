/** Code that few pages need comes as a script of its own (`pages/*.ts`) when it is needed. */

import type { TakingOver } from "../store/taking-over";
import type * as report from "../view/report-fields";
import type * as asking from "./asking";
import type * as notices from "./notices";
import { loadScript } from "./script";

/** What each of these scripts provides, by the script's name. */
export interface Later {
  readonly "taking-over": TakingOver;
  readonly notices: typeof notices;
  readonly asking: typeof asking;
  readonly report: typeof report;
}

declare global {
  var courseLater: { [Name in keyof Later]?: Later[Name] } | undefined;
}

/** Returns what a script provides, and loads it at the first call; rejects if it does not come. */
export async function later<Name extends keyof Later>(name: Name): Promise<Later[Name]> {
  if (!self.courseLater?.[name]) await loadScript(`assets/player/${name}.js`);
  const provided = self.courseLater?.[name];
  if (!provided) throw new Error(`${name}.js does not provide what it should`);
  return provided as Later[Name];
}

/** Provides what such a script is for. */
export function provide<Name extends keyof Later>(name: Name, provided: Later[Name]): void {
  self.courseLater = { ...self.courseLater, [name]: provided };
}
