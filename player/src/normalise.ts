/**
 * When are two short answers the same? The forgiving comparison of blanks.
 *
 * Python has the same function in `scripts/course/model/normalise.py`; both are held to
 * `tests/cases/normalise.yml`.
 */

const IGNORED = /[\s《》〈〉“”‘’"'「」『』]+/g;
const DIGITS = "〇零一二两三四五六七八九";
const VALUES = [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9];
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };
const NUMERAL = new RegExp(`[${DIGITS}十百]+`, "g");

/**
 * The form in which answers are compared: width (NFKC), case, white space, book-title and quotation marks
 * do not count, and a Chinese numeral equals its digits (十六 = 16, 三会一课 = 3会1课).
 */
export function normalise(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(IGNORED, "");
  // Lower case and neighbours that a removed mark had kept apart can compose anew.
  return folded.normalize("NFKC").replace(NUMERAL, readNumeral);
}

function readNumeral(numeral: string): string {
  const letters = Array.from(numeral);
  if (!letters.some((letter) => letter in UNITS)) return letters.map(digit).join("");
  let total = 0;
  let pending: number | null = null;
  for (const letter of letters) {
    const unit = UNITS[letter];
    if (unit === undefined) {
      pending = digit(letter);
    } else {
      total += (pending ?? 1) * unit;
      pending = null;
    }
  }
  return String(total + (pending ?? 0));
}

function digit(letter: string): number {
  return VALUES[DIGITS.indexOf(letter)] ?? 0;
}
