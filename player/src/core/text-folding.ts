/** The normal form in which text and query are compared. */

/** Characters that are often confused or interchangeable, and digits for numerals. */
const SAME: Readonly<Record<string, string>> = {
  〇: "0",
  零: "0",
  一: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
  帐: "账",
  它: "他",
  做: "作",
  惟: "唯",
};

/** Marks that readers omit or write differently. Marks that end a sentence stay. */
const DROPPED =
  /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}、，,《》〈〉“”‘’"'「」『』（）()【】[\]·—\-_…]/gu;
const CHANGED = /[^0-9a-z。；：？！\u4e00-\u9fff]|[〇零一二两三四五六七八九帐它做惟]/gu;
const DIGITS = "零一二三四五六七八九";

/**
 * Returns a function that converts traditional characters to simplified ones; `pairs` lists each traditional
 * character before its simplified one. Each character stays one character, so that positions stay the same.
 */
export function simplifier(pairs: string): (text: string) => string {
  const simplified = new Map(Array.from(pairs.matchAll(/(.)(.)/gs), ([, from, to]) => [from, to]));
  const traditional = new RegExp(`[${Array.from(simplified.keys()).join("")}]`, "g");
  return (text) => text.replace(traditional, (character) => simplified.get(character) ?? character);
}

/** Folds each character by itself, so that substrings stay substrings. */
export function fold(text: string): string {
  return text.replace(CHANGED, foldCharacter);
}

/** A range of a text, from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Returns the range in the original text for each character of the folded text. */
export function places(text: string): Range[] {
  const found: Range[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (let count = fold(character).length; count > 0; count -= 1) found.push({ start, end });
    start = end;
  }
  return found;
}

/**
 * Returns the folded spellings of a word: itself, and with the numbers from 10 to 99 in digits and in words, which do
 * not fold to each other (18 and 十八).
 */
export function spellings(word: string): string[] {
  const inWords = word.normalize("NFKC").replace(/\d+/g, (figures) => numberWord(Number(figures)) ?? figures);
  const inFigures = word.replace(/[一二三四五六七八九]?十[一二三四五六七八九]?/g, numberFigures);
  return Array.from(new Set([word, inWords, inFigures].map(fold)));
}

function foldCharacter(character: string): string {
  const same = SAME[character];
  if (same !== undefined) return same;
  return character.normalize("NFKC").toLowerCase().replace(DROPPED, "");
}

function numberWord(value: number): string | null {
  if (value < 10 || value > 99) return null;
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens > 1 ? DIGITS[tens] : ""}十${ones > 0 ? DIGITS[ones] : ""}`;
}

function numberFigures(word: string): string {
  const [tens = "", ones = ""] = word.split("十");
  return String((tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0));
}
