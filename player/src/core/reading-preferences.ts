/** How a reader likes pages to look and to be read aloud. */

import { isFields, parseJson } from "./foreign";

/** What there is to choose from: letters in percent, room between lines, contrast, pace of the voice. */
export const PREFERENCE_CHOICES = {
  size: ["90", "100", "120", "140", "170", "200"],
  leading: ["tight", "normal", "loose"],
  contrast: ["normal", "high"],
  rate: ["0.7", "0.85", "1", "1.25", "1.5"],
} as const;

export type ReadingPreferences = {
  readonly [Name in keyof typeof PREFERENCE_CHOICES]: (typeof PREFERENCE_CHOICES)[Name][number];
};

/** As the site comes. */
export const DEFAULT_PREFERENCES: ReadingPreferences = {
  size: "100",
  leading: "normal",
  contrast: "normal",
  rate: "1",
};

/** Reads what was kept; whatever is not among the choices is as the site comes. */
export function parsePreferences(text: string): ReadingPreferences {
  const value = parseJson(text);
  const kept = isFields(value) ? value : {};
  return {
    size: oneOf(PREFERENCE_CHOICES.size, kept.size) ?? DEFAULT_PREFERENCES.size,
    leading: oneOf(PREFERENCE_CHOICES.leading, kept.leading) ?? DEFAULT_PREFERENCES.leading,
    contrast: oneOf(PREFERENCE_CHOICES.contrast, kept.contrast) ?? DEFAULT_PREFERENCES.contrast,
    rate: oneOf(PREFERENCE_CHOICES.rate, kept.rate) ?? DEFAULT_PREFERENCES.rate,
  };
}

/** The choice of that name, if it is one. */
export function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value);
}
