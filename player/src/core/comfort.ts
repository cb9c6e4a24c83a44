/** How a reader likes pages to look and to be read aloud. */

import { isFields, parseJson } from "./foreign";

/** What there is to choose from: letters in percent, room between lines, contrast, pace of the voice. */
export const CHOICES = {
  size: ["90", "100", "120", "140", "170", "200"],
  leading: ["tight", "normal", "loose"],
  contrast: ["normal", "high"],
  rate: ["0.7", "0.85", "1", "1.25", "1.5"],
} as const;

export type Comfort = { readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] };

/** As the site comes. */
export const PLAIN: Comfort = { size: "100", leading: "normal", contrast: "normal", rate: "1" };

/** Reads what was kept; whatever is not among the choices is as the site comes. */
export function parseComfort(text: string): Comfort {
  const value = parseJson(text);
  const kept = isFields(value) ? value : {};
  return {
    size: oneOf(CHOICES.size, kept.size) ?? PLAIN.size,
    leading: oneOf(CHOICES.leading, kept.leading) ?? PLAIN.leading,
    contrast: oneOf(CHOICES.contrast, kept.contrast) ?? PLAIN.contrast,
    rate: oneOf(CHOICES.rate, kept.rate) ?? PLAIN.rate,
  };
}

/** The choice of that name, if it is one. */
export function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value);
}
