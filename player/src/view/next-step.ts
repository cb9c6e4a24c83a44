/** The next step as a button: the only filled one on its page. site/templates/next-step.html.j2 makes the same. */

import { destination, type NextStep } from "../core/next-step";
import { stepWords } from "../texts/next-step";
import { make } from "./dom";
import { icon } from "./icon";
import { address } from "./site";

export function nextStepLink(step: NextStep): HTMLAnchorElement {
  const { label, about } = stepWords(step);
  return make(
    "a",
    { class: "course-next", "data-next": step.kind, href: address(destination(step)) ?? "" },
    make("span", {}, make("strong", {}, label), about !== "" && make("small", {}, about)),
    icon("next"),
  );
}
