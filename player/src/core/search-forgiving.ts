/**
 * Retries a search that finds nothing: without question words, with pinyin read as a term, with one character corrected,
 * or with the parts of the query that exist on the site. The answer says what was searched instead.
 */

import { type Findings, findSections, holds, NOTHING, type SearchIndex } from "./search-engine";
import { fold, places } from "./text-folding";

export interface Answer extends Findings {
  /** What was searched instead of the query; null if the query itself was. */
  readonly instead: string | null;
  /** Terms to try where nothing was found. */
  readonly terms: readonly string[];
}

/** Words by which people ask, but which the pages do not contain. Longer words first. */
const QUESTION_WORDS =
  /请问|想知道|什么叫做|什么叫|什么是|是什么意思|什么意思|是什么|有什么|什么|为什么|为何|怎么样|怎么办|怎么|怎样|如何|是不是|能不能|可不可以|要不要|有没有|多久|多少|多长时间|几次|哪几个|哪几种|哪些|哪个|哪里|有几|谁来|应该|应当|可以|需要|吗|呢|啊|吧|[?？!！。]/g;
/** A shorter query matches the initials of nearly every term. */
const LEAST_PINYIN = 3;
/** A shorter word with a wrong character leaves too little to recognise it by. */
const LEAST_CORRECTED = 3;
/** Longer queries are sentences; what is wrong with them is not one character. */
const LONGEST = 24;
const HAN = /[\u4e00-\u9fff]/;
const OFFERED = 5;

/** Returns the sections for a query, forgivingly where nothing contains every word of it. */
export function answer(index: SearchIndex, query: string): Answer {
  // Ids and addresses on staff pages contain pinyin, too.
  const spelled = bySpelling(index, query);
  const found = findSections(index, spelled ?? query);
  if (found.pages.length > 0 || !fold(query)) return { ...found, instead: spelled, terms: [] };
  const asked = query.replace(QUESTION_WORDS, " ").trim().replace(/\s+/g, " ");
  const isQuestion = asked !== query.trim();
  for (const guess of HAN.test(asked) ? guesses(index, asked, isQuestion) : []) {
    const other = findSections(index, guess);
    if (other.pages.length > 0) return { ...other, instead: guess, terms: [] };
  }
  return { ...NOTHING, instead: null, terms: similar(index, asked) };
}

/** Yields what the reader may have meant by a query without question words, the likeliest first. */
function* guesses(index: SearchIndex, asked: string, isQuestion: boolean): Generator<string> {
  // A question about a term is answered where the term stands.
  const name = isQuestion ? longestName(index, asked) : null;
  if (name) yield name;
  yield asked;
  if (fold(asked).length > LONGEST) return;
  const corrected = asked.split(" ").map((word) => correct(index, word));
  if (corrected.join(" ") !== asked) yield corrected.join(" ");
  yield* byParts(index, asked);
}

/** Returns the longest term or title that a query contains; null if it is too short to be what the query is about. */
function longestName(index: SearchIndex, asked: string): string | null {
  const folded = index.fold(asked);
  const named = index.offers.filter((name) => {
    const own = index.fold(name);
    return own.length >= LEAST_CORRECTED && folded.includes(own);
  });
  return named.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** Returns the part of a term or title that is read as the query: by whole syllables if there is one, else by initials. */
function bySpelling(index: SearchIndex, query: string): string | null {
  const pinyin = query
    .normalize("NFKD")
    .toLowerCase()
    .replace(/u\u0308/g, "v")
    .replace(/[\s'’-]|\p{Mn}/gu, "");
  if (!/^[a-z]+$/.test(pinyin) || pinyin.length < LEAST_PINYIN) return null;
  return spelledBy(index, pinyin, false) ?? spelledBy(index, pinyin, true);
}

/** Returns the name, or the part of one, that is pronounced like the pinyin; whole names first. */
function spelledBy(index: SearchIndex, pinyin: string, byInitials: boolean): string | null {
  let inside: string | null = null;
  for (const name of index.offers) {
    for (let start = 0; start < name.length; start += 1) {
      const end = endOfSpelling(index, name, start, pinyin, byInitials);
      if (start === 0 && end === name.length) return name;
      if (end > start + 1) inside ??= name.slice(start, end);
    }
  }
  return inside;
}

/** Returns the end of the characters of a name, from `at`, that are pronounced like the pinyin; 0 if there are none. */
function endOfSpelling(
  index: SearchIndex,
  name: string,
  at: number,
  pinyin: string,
  byInitials: boolean,
): number {
  if (pinyin === "") return at;
  for (const syllable of index.readings.get(name.charAt(at)) ?? []) {
    const read = byInitials ? syllable.charAt(0) : syllable;
    // The last syllable may be unfinished while the reader is typing.
    const used = read.startsWith(pinyin) ? pinyin.length : pinyin.startsWith(read) ? read.length : 0;
    const end = used > 0 ? endOfSpelling(index, name, at + 1, pinyin.slice(used), byInitials) : 0;
    if (end > 0) return end;
  }
  return 0;
}

/** Returns the part of a term or title that differs from a word by one character; the word itself if it, or none, exists. */
function correct(index: SearchIndex, word: string): string {
  const folded = index.fold(word);
  if (folded.length < LEAST_CORRECTED || findSections(index, word).pages.length > 0) return word;
  const near = nearby(folded);
  for (const name of index.offers) {
    const hit = near.exec(index.fold(name));
    if (hit) return original(name, hit.index, hit[0].length);
  }
  return word;
}

/** Returns a pattern for what differs from a folded word by one character: another, one less, one more. */
function nearby(word: string): RegExp {
  const start = (length: number) => escaped(word.slice(0, length));
  const rest = (from: number) => escaped(word.slice(from));
  const at = Array.from(word, (_, index) => index);
  const other = at.map((place) => `${start(place)}.${rest(place + 1)}`);
  const more = at.slice(1).map((place) => `${start(place)}.${rest(place)}`);
  // One less of three characters would be any word of two of them.
  const less = word.length > LEAST_CORRECTED ? at.map((place) => start(place) + rest(place + 1)) : [];
  return new RegExp([...other, ...more, ...less].join("|"));
}

function escaped(text: string): string {
  return text.replace(/[?.]/g, "\\$&");
}

function original(text: string, start: number, length: number): string {
  const at = places(text);
  return text.slice(at[start]?.start ?? 0, at[start + length - 1]?.end ?? 0);
}

/** Yields the parts of a query that the site has, all of them first, then without the shortest. */
function* byParts(index: SearchIndex, query: string): Generator<string> {
  const parts = query.split(" ").flatMap((word) => knownParts(index, word));
  const enough = fold(query.replace(/ /g, "")).length / 2;
  while (parts.join("").length >= enough) {
    yield parts.join(" ");
    const shortest = Math.min(...parts.map((part) => part.length));
    parts.splice(
      parts.findIndex((part) => part.length === shortest),
      1,
    );
  }
}

/** Cuts a word into the longest parts, of two characters or more, that stand somewhere on the site. */
function knownParts(index: SearchIndex, word: string): string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < word.length - 1) {
    let end = word.length;
    while (end > at + 1 && !isKnown(index, word.slice(at, end))) end -= 1;
    if (end > at + 1) parts.push(word.slice(at, end));
    at = Math.max(end, at + 1);
  }
  return parts;
}

function isKnown(index: SearchIndex, part: string): boolean {
  const folded = index.fold(part);
  return folded !== "" && index.pages.some(({ sections }) => sections.some((one) => holds(one, folded)));
}

/** Returns the terms and titles that share most characters with the query, two at least. */
function similar(index: SearchIndex, query: string): string[] {
  const asked = new Set(index.fold(query));
  const shared = (name: string) => new Set(Array.from(index.fold(name)).filter((one) => asked.has(one))).size;
  return index.offers
    .map((name) => ({ name, shared: shared(name) }))
    .filter((one) => one.shared > 1)
    .sort((one, other) => other.shared - one.shared || one.name.length - other.name.length)
    .slice(0, OFFERED)
    .map(({ name }) => name);
}
