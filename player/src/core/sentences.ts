/** A text cut into pieces that a voice reads in one breath: it can pause and go on between them. */

/** Voices of some systems give up in a longer one. */
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

/** Clauses joined up to what is short enough. */
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
