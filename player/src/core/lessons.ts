import { chosenOptions, readResponse } from "./answer";
import type { Body, Multiple, Single, Text } from "./data";

/** The explanation of an option that was wrongly chosen or missed. */
export interface Lesson {
  readonly fault: "chosen" | "missed";
  readonly option: Text;
  readonly why: Text;
}

/** Returns the lessons of a response, for options with an explanation. */
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
