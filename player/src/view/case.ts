import type { BasicResponse } from "../core/answer";
import type { Case } from "../core/data";
import { grade } from "../core/grade";
import { seedFor } from "../core/shuffle";
import { texts } from "../texts/player";
import { basicField } from "./basic";
import { make } from "./dom";
import type { Field, Setting } from "./field";
import { rich } from "./rich";
import { explanation, solution } from "./solution";
import { verdictLine } from "./verdict";

/** A situation with several questions, submitted together. */
export function caseField({ body, response, seed, changed }: Setting<Case>): Field {
  const given = (response ?? []) as readonly (BasicResponse | null)[];
  const parts = body.parts.map((part, index) => {
    const setting = { response: given[index] ?? null, seed: seedFor(seed, String(index)), changed };
    return { part, field: basicField(part, setting) };
  });
  const sections = parts.map(({ field }, index) =>
    make(
      // A group, not a section: as landmarks, the parts of several cases would have the same names.
      "div",
      { class: "cq-part", role: "group", "data-part": index, "aria-label": texts.part(index + 1) },
      make("p", { class: "cq-subtitle", "aria-hidden": "true" }, texts.part(index + 1)),
      field.element,
    ),
  );
  const read = () => parts.map(({ field }) => field.read() as BasicResponse | null);
  return {
    element: make(
      "div",
      { class: "cq-field" },
      make("p", { class: "cq-stem" }, ...rich(body.stem)),
      make("blockquote", { class: "cq-material", "aria-label": texts.material }, ...rich(body.material)),
      ...sections,
    ),
    read: () => (read().some((value) => value !== null) ? read() : null),
    settle() {
      const responses = read();
      parts.forEach(({ part, field }, index) => {
        const own = responses[index] ?? null;
        field.settle();
        sections[index]?.append(
          make("p", { class: "cq-part-verdict" }, ...verdictLine(part, own, grade(part, own))),
          ...solution(part, own),
          ...explanation(part.explanation),
        );
      });
    },
  };
}
