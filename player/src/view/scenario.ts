/** A scenario on screen. A script of its own, which only pages with a scenario load (elements/on-demand.ts). */

export { endings } from "../texts/scenario";
export { scenarioFeedback } from "./scenario-feedback";
export { scenarioField } from "./scenario-field";
