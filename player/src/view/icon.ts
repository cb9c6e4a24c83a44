/** An icon beside its word. Every page has the drawings once, as symbols (theme/overrides/main.html). */

const SVG = "http://www.w3.org/2000/svg";

/** The icons of theme/engine.yml. */
export type IconName =
  | "home"
  | "study"
  | "practice"
  | "me"
  | "people"
  | "next"
  | "done"
  | "close"
  | "review"
  | "retry"
  | "exam"
  | "cards"
  | "mistakes"
  | "random"
  | "scenario"
  | "timer"
  | "print"
  | "project"
  | "map"
  | "chart"
  | "target"
  | "term"
  | "note"
  | "flag"
  | "hint"
  | "document"
  | "settings";

export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "use");
  drawing.setAttribute("href", `#course-icon-${name}`);
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("class", "course-icon");
  element.setAttribute("aria-hidden", "true");
  element.append(drawing);
  return element;
}
