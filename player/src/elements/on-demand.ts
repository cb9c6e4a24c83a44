/** Modules that few pages need are scripts of their own, loaded on first use (`ON_DEMAND` in player/build.mjs). */

import type { Question } from "../core/data";
import type * as migration from "../store/migration";
import type * as recovery from "../store/recovery";
import type * as report from "../view/question-report-fields";
import type * as scenario from "../view/scenario";
import type * as chooseQuestions from "./choose-questions";
import type * as handout from "./handout";
import type * as nextStep from "./next-step";
import type * as noteTaking from "./note-taking";
import type * as notices from "./notices";
import type * as print from "./print";
import type * as projector from "./projector";
import type * as prompts from "./prompts";
import type * as readingPanel from "./reading-panel";
import type * as result from "./run-result";
import { loadScript } from "./script";
import type * as visitKeeping from "./visit-keeping";

/** The module that each script provides, by the name of the script. */
export interface OnDemandModules {
  readonly "choose-questions": typeof chooseQuestions;
  readonly handout: typeof handout;
  readonly migration: typeof migration;
  readonly "note-taking": typeof noteTaking;
  readonly notices: typeof notices;
  readonly projector: typeof projector;
  readonly "next-step": typeof nextStep;
  readonly print: typeof print;
  readonly prompts: typeof prompts;
  readonly "reading-panel": typeof readingPanel;
  readonly recovery: typeof recovery;
  readonly report: typeof report;
  readonly result: typeof result;
  readonly scenario: typeof scenario;
  readonly "visit-keeping": typeof visitKeeping;
}

declare global {
  var courseOnDemand: { [Name in keyof OnDemandModules]?: OnDemandModules[Name] } | undefined;
}

/** Returns the module that a script provides; loads the script at the first call. Rejects if it does not load. */
export async function loadOnDemand<Name extends keyof OnDemandModules>(
  name: Name,
): Promise<OnDemandModules[Name]> {
  if (!self.courseOnDemand?.[name]) await loadScript(`assets/player/${name}.js`);
  const provided = self.courseOnDemand?.[name];
  if (!provided) throw new Error(`${name}.js does not provide its module`);
  return provided as OnDemandModules[Name];
}

/** Loads the view that these questions need beside the player's own. */
export async function loadViews(questions: readonly Question[]): Promise<void> {
  if (questions.some(({ type }) => type === "scenario")) await loadOnDemand("scenario");
}

/** Registers the module of a script; called by the script itself. */
export function provide<Name extends keyof OnDemandModules>(
  name: Name,
  provided: OnDemandModules[Name],
): void {
  self.courseOnDemand = { ...self.courseOnDemand, [name]: provided };
}
