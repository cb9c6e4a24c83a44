/**
 * Compares short answers in blanks leniently.
 *
 * Python has the same function in `scripts/course/model/normalise.py`; both are tested with
 * `tests/cases/normalise.yml`.
 */

/** Ignored everywhere. Marks that can change a number are in `STRAY`. */
const IGNORED = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|(?![.,、:/%‰-])\p{P}/gu;
const STRAY = /(?<!\d)[.,、:/%‰]|[.,、:/](?!\d)|(?<!\d)(?<!^)-|-(?!\d)/g;
const THOUSANDS = /(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
const DIGITS = "〇零一二两三四五六七八九";
const VALUES = [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9];
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };
const NUMERAL = new RegExp(`[${DIGITS}十百]+`, "g");

/**
 * Returns the form in which answers are compared. Width (NFKC), case, white space, invisible characters and
 * punctuation are ignored, and a Chinese numeral equals its digits (十六 = 16, 三查一改 = 3查1改). Marks between two digits
 * count (3.5, 1:2, 2/3, 3-5, 1、2), as do a percent sign after a digit and a minus sign at the start; thousands
 * separators do not.
 */
export function normalise(text: string): string {
  const bare = text
    .normalize("NFKC")
    .toLowerCase()
    // Variants of the same mark in a number, as input methods write them or NFKC leaves them.
    .replace(/。/g, ".")
    .replace(/∶/g, ":")
    .replace(/[⁄∕]/g, "/")
    .replace(/[-‐-―−~〜]+/g, "-")
    .replace(IGNORED, "")
    .replace(STRAY, "");
  // After lower-casing and removal, characters that have become neighbours can compose.
  const figures = bare.normalize("NFKC").replace(NUMERAL, readNumeral);
  return figures.replace(THOUSANDS, (number) => number.replace(/,/g, ""));
}

function readNumeral(numeral: string): string {
  const characters = Array.from(numeral);
  if (!characters.some((character) => character in UNITS)) return characters.map(digit).join("");
  let total = 0;
  let pending: number | null = null;
  for (const character of characters) {
    const unit = UNITS[character];
    if (unit === undefined) {
      pending = digit(character);
    } else {
      total += (pending ?? 1) * unit;
      pending = null;
    }
  }
  return String(total + (pending ?? 0));
}

function digit(character: string): number {
  return VALUES[DIGITS.indexOf(character)] ?? 0;
}
