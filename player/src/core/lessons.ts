import { chosenOptions, readResponse } from "./answer";
import type { Body, Multiple, Single, Text } from "./data";

/** What there is to learn from an option: it was wrong to choose it, or wrong to miss it. */
export interface Lesson {
  readonly fault: "chosen" | "missed";
  readonly option: Text;
  readonly why: Text;
}

/** The lessons in an answer, of the options that say why. */
export function lessons(body: Body, response: unknown): readonly Lesson[] {
  if (body.type !== "single" && body.type !== "multiple") return [];
  const { chosen, right } = sides(body, response);
  return body.options.flatMap(({ text, why }, index) => {
    if (why === undefined || chosen.includes(index) === right.includes(index)) return [];
    return [{ fault: chosen.includes(index) ? "chosen" : "missed", option: text, why } as const];
  });
}

function sides(body: Single | Multiple, response: unknown) {
  const chosen = body.type === "single" ? [readResponse(body, response)] : chosenOptions(body, response);
  return {
    chosen: (chosen ?? []) as readonly (number | null)[],
    right: body.type === "single" ? [body.key] : body.key,
  };
}
