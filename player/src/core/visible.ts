/**
 * The visible part of typed or pasted text, without control, filler, joiner and direction characters.
 *
 * Python has `isBlank` in `scripts/course/model/normalise.py`; both are tested with `tests/cases/normalise.yml`.
 */

const SHOWN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Emoji need joiners and variation selectors; elsewhere these are invisible. */
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<![\p{Extended_Pictographic}\d#*])[\ufe0e\ufe0f]|(?![\u200d\ufe0e\ufe0f\t-\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** A flag, or a character with its combining marks and joined characters. */
const CLUSTER =
  /(?:\p{Regional_Indicator}{2}|.)(?:[\p{M}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic})*/gsu;
/** A character can have any number of code units; this limit for each bounds the length of a text. */
const UNITS_EACH = 2;

export function isBlank(text: string): boolean {
  return !SHOWN.test(text);
}

/**
 * Returns the text without invisible characters, with single spaces, trimmed. It cannot change the direction of other
 * text.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
}

/** Returns the same key for all names that look the same. */
export function nameKey(name: string): string {
  return visible(name.normalize("NFKC")).replace(/[\ufe0e\ufe0f]/g, "");
}

/** Splits a text into characters as a reader counts them. */
export function characters(text: string): readonly string[] {
  return text.match(CLUSTER) ?? [];
}

/** Returns the visible part of the first `most` characters. */
export function shorten(text: string, most: number): string {
  let kept = "";
  for (const character of characters(visible(text)).slice(0, most)) {
    if (kept.length + character.length > UNITS_EACH * most) break;
    kept += character;
  }
  return kept.trim();
}
