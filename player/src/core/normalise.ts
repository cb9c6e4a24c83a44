/**
 * When are two short answers the same? The forgiving comparison of blanks.
 *
 * Python has the same function in `scripts/course/model/normalise.py`; both are held to
 * `tests/cases/normalise.yml`.
 */

/** What does not count wherever it stands. Marks that can make a number another one are `STRAY`. */
const IGNORED = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|(?![.,、:/%‰-])\p{P}/gu;
const STRAY = /(?<!\d)[.,、:/%‰]|[.,、:/](?!\d)|(?<!\d)(?<!^)-|-(?!\d)/g;
const THOUSANDS = /(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
const DIGITS = "〇零一二两三四五六七八九";
const VALUES = [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9];
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };
const NUMERAL = new RegExp(`[${DIGITS}十百]+`, "g");

/**
 * The form in which answers are compared: width (NFKC), case, white space, invisible characters and punctuation
 * do not count, and a Chinese numeral equals its digits (十六 = 16, 三会一课 = 3会1课). Marks between two digits
 * count (3.5, 1:2, 2/3, 3-5, 1、2), as do a percent sign behind a digit and a minus sign that begins the text;
 * commas between thousands do not.
 */
export function normalise(text: string): string {
  const bare = text
    .normalize("NFKC")
    .toLowerCase()
    // Other marks for the same in a number, as an input method writes them or NFKC leaves them.
    .replace(/。/g, ".")
    .replace(/∶/g, ":")
    .replace(/[⁄∕]/g, "/")
    .replace(/[-‐-―−~〜]+/g, "-")
    .replace(IGNORED, "")
    .replace(STRAY, "");
  // Lower case and neighbours that a removed mark had kept apart can compose anew.
  const figures = bare.normalize("NFKC").replace(NUMERAL, readNumeral);
  return figures.replace(THOUSANDS, (number) => number.replace(/,/g, ""));
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
