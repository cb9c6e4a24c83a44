/** The one next step: the only thing that every page offers to a reader who wants to go on. */

import { unreachable } from "./unreachable";

/** `place` is where it leads: a study page, with `#` and the id of a requirement where it is one. */
export type NextStep =
  | { readonly kind: "review"; readonly count: number }
  | { readonly kind: "paper" }
  | {
      readonly kind: "path";
      readonly path: string;
      readonly number: number;
      readonly all: number;
      readonly place: string;
      readonly title: string;
    }
  /** The page left off; `title` is that of the page, `at` that of the requirement. */
  | { readonly kind: "read"; readonly place: string; readonly title: string; readonly at: string }
  | { readonly kind: "weak"; readonly place: string; readonly title: string; readonly mastery: number }
  /** The first step of a path; `path` is empty in a course without paths. */
  | { readonly kind: "start"; readonly path: string; readonly place: string; readonly title: string }
  | { readonly kind: "exam" | "drill" };

/** Where it leads, below the site's root. */
export function destination(step: NextStep): string {
  switch (step.kind) {
    case "review":
      return "practice/review.html";
    case "paper":
    case "exam":
      return "practice/exam.html";
    case "drill":
      return "practice/drill.html";
    case "path":
    case "read":
    case "weak":
    case "start":
      return step.place;
    default:
      return unreachable(step);
  }
}
