/** Splits a text into pieces for speech synthesis, so that it can pause and resume between them. */

/** Some voices break off in a longer piece. */
const LONGEST = 120;

const SENTENCE = /[^。！？；!?;]+[。！？；!?;”’）】》]*/g;
const CLAUSE = /[^，、：,:]+[，、：,:]*/g;

export function sentences(text: string): readonly string[] {
  const whole = text.replace(/\s+/g, " ").match(SENTENCE) ?? [];
  return whole
    .flatMap((one) => (one.length > LONGEST ? clauses(one) : one))
    .map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}]/u.test(one));
}

/** Joins clauses up to the length limit. */
function clauses(sentence: string): readonly string[] {
  const pieces: string[] = [];
  for (const clause of sentence.match(CLAUSE) ?? []) {
    const last = pieces[pieces.length - 1];
    if (last !== undefined && last.length + clause.length <= LONGEST)
      pieces[pieces.length - 1] = last + clause;
    else pieces.push(clause);
  }
  return pieces;
}
