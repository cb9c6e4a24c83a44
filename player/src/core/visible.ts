/**
 * What shows of a text that somebody typed or pasted: controls, fillers, joiners and direction marks do not.
 *
 * Python has `isBlank` in `scripts/course/model/normalise.py`; both are held to `tests/cases/normalise.yml`.
 */

const SHOWN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Emoji need joiners and variation selectors; anywhere else these are as invisible as the rest. */
const INVISIBLE =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<![\p{Extended_Pictographic}\d#*])[\ufe0e\ufe0f]|(?![\u200d\ufe0e\ufe0f\t-\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** A flag, or any character, with all that is drawn onto it or joined to it. */
const CLUSTER =
  /(?:\p{Regional_Indicator}{2}|.)(?:[\p{M}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic})*/gsu;
/** A character can take up any number of units; so many for each keep a text short however it is made. */
const UNITS_EACH = 2;

export function isBlank(text: string): boolean {
  return !SHOWN.test(text);
}

/** The text without what is invisible; white space becomes single spaces, and none at the ends. It turns no other text round. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
}

/** The same for all names that look the same. */
export function nameKey(name: string): string {
  return visible(name.normalize("NFKC")).replace(/[\ufe0e\ufe0f]/g, "");
}

/** Characters as a reader counts them. */
export function characters(text: string): readonly string[] {
  return text.match(CLUSTER) ?? [];
}

/** What is visible of the first so many characters. */
export function shorten(text: string, most: number): string {
  let kept = "";
  for (const character of characters(visible(text)).slice(0, most)) {
    if (kept.length + character.length > UNITS_EACH * most) break;
    kept += character;
  }
  return kept.trim();
}
