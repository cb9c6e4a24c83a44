/** A reader's preferences for the look of pages and for reading aloud. */

import { isFields, parseJson } from "./foreign";

/** The choices: text size in percent, line spacing, contrast, speech rate. */
export const PREFERENCE_CHOICES = {
  size: ["90", "100", "120", "140", "170", "200"],
  leading: ["tight", "normal", "loose"],
  contrast: ["normal", "high"],
  rate: ["0.7", "0.85", "1", "1.25", "1.5"],
} as const;

export type ReadingPreferences = {
  readonly [Name in keyof typeof PREFERENCE_CHOICES]: (typeof PREFERENCE_CHOICES)[Name][number];
};

/** The defaults of the site. */
export const DEFAULT_PREFERENCES: ReadingPreferences = {
  size: "100",
  leading: "normal",
  contrast: "normal",
  rate: "1",
};

/** Parses stored preferences; a value that is not among the choices becomes the default. */
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

/** Returns the value if it is one of the choices. */
export function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value);
}
