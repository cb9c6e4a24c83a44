/**
 * Full-text search over the sections of the site, best match first. Every substring counts, because Chinese text has
 * no spaces between words (小组 finds 学习小组).
 */

import { isFields } from "./foreign";
import { fold, places, type Range, simplifier, spellings } from "./text-folding";

/** The version of the index format that this search reads. Written by `scripts/course/site/search_index.py`. */
const FORMAT = 3;

/** A new line of text, the number of an earlier one, or an earlier one with a continuation. */
type LineOrReference = string | number | readonly [line: number, continuation: string];

/** One part of the index, as loaded. */
export interface SearchData {
  readonly format: number;
  /** Groups of synonyms: a term and its other names. */
  readonly names: readonly (readonly string[])[];
  readonly terms: readonly string[];
  /** Pairs of a traditional character and its simplified one. */
  readonly traditional: string;
  /** The characters of terms and titles, by the syllables (pinyin without tones) as which they are read. */
  readonly pinyin: Readonly<Record<string, string>>;
  readonly pages: readonly (readonly [
    address: string,
    weight: number,
    sections: readonly (readonly [anchor: string, title: string, lines: readonly LineOrReference[]])[],
  ])[];
}

interface Line {
  readonly text: string;
  readonly folded: string;
}

interface Section {
  readonly anchor: string;
  readonly title: Line;
  readonly lines: readonly Line[];
}

interface Page {
  readonly address: string;
  readonly weight: number;
  readonly sections: readonly Section[];
}

/** The index, prepared for searching. */
export interface SearchIndex {
  readonly pages: readonly Page[];
  /** Groups of folded synonyms. */
  readonly names: readonly (readonly string[])[];
  /** What the query may mean or become: terms, their other names, and titles. */
  readonly offers: readonly string[];
  /** Turns traditional characters into simplified ones. */
  readonly simplify: Fold;
  /** Returns the normal form of a text, in which it is compared. */
  readonly fold: Fold;
  /** The syllables (pinyin without tones) as which a character of a term or title is read. */
  readonly readings: ReadonlyMap<string, readonly string[]>;
}

type Fold = (text: string) => string;

/** A run of text; `hit` if it matches the query. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface Found {
  /** Below the site's root. */
  readonly location: string;
  readonly title: readonly Piece[];
  readonly excerpt: readonly Piece[];
  readonly score: number;
}

export interface Findings {
  /** Sections by page, best page and best section first; the page itself is always included. */
  readonly pages: readonly (readonly Found[])[];
  /** The matches, as written on the pages. */
  readonly words: readonly string[];
  /** A completion of the query. */
  readonly offer: string | null;
}

/** Scores. Only their order matters: a title beats any text, a complete title beats a part. */
const WORTH = {
  wholeTitle: 1000,
  titleStart: 500,
  title: 400,
  spread: 200,
  label: 120,
  text: 40,
  pageTitle: 20,
  phrase: 60,
};
/** Shorter words occur as scattered characters in unrelated titles. */
const LEAST_SPREAD = 4;
/** A colon after this many characters does not end a label. */
const LONGEST_LABEL = 20;
/** The characters of an excerpt before the first hit, and in all. */
const EXCERPT = { before: 24, all: 110 };
/** The result of an empty query. */
export const NOTHING: Findings = { pages: [], words: [], offer: null };

/** Returns whether a value is an index that this search can read. */
export function isSearchData(value: unknown): value is SearchData {
  return (
    isFields(value) &&
    value.format === FORMAT &&
    Array.isArray(value.pages) &&
    Array.isArray(value.names) &&
    typeof value.traditional === "string" &&
    isFields(value.pinyin)
  );
}

/** Prepares the parts of the index: resolves references to lines, and folds all text. */
export function prepare(parts: readonly SearchData[]): SearchIndex {
  const simplify = simplifier(parts.map(({ traditional }) => traditional).join(""));
  const folded = (text: string) => fold(simplify(text));
  const pages = parts.flatMap((part) => readPages(part, folded));
  const titles = pages.flatMap(({ sections }) => sections.map(({ title }) => title.text));
  return {
    pages,
    names: parts.flatMap(({ names }) => names.map((group) => group.map(folded))),
    offers: Array.from(
      new Set([...parts.flatMap(({ terms, names }) => [...terms, ...names.flat()]), ...titles]),
    ),
    simplify,
    fold: folded,
    readings: readingsOf(parts),
  };
}

function readingsOf(parts: readonly SearchData[]): Map<string, string[]> {
  const readings = new Map<string, string[]>();
  for (const [syllable, characters] of parts.flatMap(({ pinyin }) => Object.entries(pinyin))) {
    for (const character of characters) {
      const known = readings.get(character) ?? [];
      if (!known.includes(syllable)) readings.set(character, [...known, syllable]);
    }
  }
  return readings;
}

/** Returns the sections that contain every word of the query. */
export function findSections(index: SearchIndex, query: string): Findings {
  const words = index
    .simplify(query)
    .split(/\s+/)
    .map((word) => variants(index, word));
  const asked = words.filter((word) => word.length > 0);
  if (asked.length === 0) return NOTHING;
  const phrase = asked.length > 1 ? index.fold(query) : "";
  const pages = index.pages
    .map((page) => search(page, asked, phrase))
    .filter((sections) => sections.length > 0)
    .sort((one, other) => (other[0]?.score ?? 0) - (one[0]?.score ?? 0));
  return { pages, words: written(pages), offer: offer(index, query) };
}

function readPages({ pages }: SearchData, folded: Fold): Page[] {
  const lines: Line[] = [];
  const line = (text: string): Line => ({ text, folded: folded(text) });
  const extended = (one: Line, tail: string): Line => ({
    text: one.text + tail,
    // Folding works by character, so folded text stays folded.
    folded: one.folded + folded(tail),
  });
  const read = (entry: LineOrReference): Line => {
    if (typeof entry === "number") return lines[entry] ?? line("");
    if (typeof entry === "string") {
      const fresh = line(entry);
      lines.push(fresh);
      return fresh;
    }
    const [earlier, continuation] = entry;
    return extended(lines[earlier] ?? line(""), continuation);
  };
  return pages.map(([address, weight, sections]) => ({
    address,
    weight,
    sections: sections.map(([anchor, title, entries]) => ({
      anchor,
      title: line(title),
      lines: entries.map(read),
    })),
  }));
}

/** Returns all forms of a word that match: its spellings, and the synonyms of a term that it contains. */
function variants(index: SearchIndex, word: string): string[] {
  const own = spellings(word).filter(Boolean);
  const renamed = own.flatMap((spelling) =>
    index.names.flatMap((group) =>
      group
        .filter((name) => spelling.includes(name))
        .flatMap((name) => group.map((other) => spelling.replace(name, other))),
    ),
  );
  return Array.from(new Set([...own, ...renamed]));
}

function search(page: Page, words: readonly (readonly string[])[], phrase: string): Found[] {
  const [top] = page.sections;
  if (!top) return [];
  const found = page.sections
    .map((section, order) => {
      const worth = score(section, top, words, phrase) * page.weight;
      // Equal scores keep the order of the page. The theme merges sections with the same score.
      return { section, score: worth > 0 ? worth - order / 1000 : 0 };
    })
    .filter((one) => one.score > 0)
    .sort((one, other) => other.score - one.score)
    .map((one) => show(page, one.section, words.flat(), one.score));
  const itself = found.some(({ location }) => location === page.address);
  // The theme expects the page of a section among the sections.
  return found.length === 0 || itself ? found : [...found, show(page, top, words.flat(), 0)];
}

/** Returns the score of a section; 0 if a word is missing. */
function score(
  section: Section,
  top: Section,
  words: readonly (readonly string[])[],
  phrase: string,
): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(...word.map((spelling) => worth(section, top, spelling, words.length === 1)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum + (phrase && holds(section, phrase) ? WORTH.phrase : 0);
}

function worth(section: Section, top: Section, word: string, alone: boolean): number {
  const title = section.title.folded;
  const share = word.length / Math.max(title.length, 1);
  if (title === word) return WORTH.wholeTitle;
  if (title.startsWith(word)) return WORTH.titleStart + 100 * share;
  if (title.includes(word)) return WORTH.title + 100 * share;
  if (word.length >= LEAST_SPREAD && spreadOver(title, word)) return WORTH.spread + 100 * share;
  // A single character matches nearly everywhere; alone, it only searches titles.
  if (word.length < 2 && alone) return 0;
  const hits = section.lines.filter(({ folded }) => folded.includes(word));
  if (hits.length > 0) {
    const label = hits.some(({ folded }) => labelOf(folded).includes(word));
    return (label ? WORTH.label : WORTH.text) + Math.min(hits.length, 9);
  }
  // Several words may match in a section and in its page's title.
  return !alone && section !== top && top.title.folded.includes(word) ? WORTH.pageTitle : 0;
}

/** Returns the label of a line, if it has one: points begin with a label. */
function labelOf(folded: string): string {
  const end = folded.indexOf("：");
  return end <= LONGEST_LABEL ? folded.slice(0, Math.max(end, 0)) : "";
}

/** Returns whether a title contains the characters of a word in order: 会议记录归档 matches 会议归档. */
function spreadOver(title: string, word: string): boolean {
  let at = 0;
  for (const character of word) {
    at = title.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Returns whether a folded text stands in a section. */
export function holds({ title, lines }: Section, phrase: string): boolean {
  return title.folded.includes(phrase) || lines.some(({ folded }) => folded.includes(phrase));
}

function show(page: Page, section: Section, words: readonly string[], worth: number): Found {
  const { anchor, title, lines } = section;
  return {
    location: anchor ? `${page.address}#${anchor}` : page.address,
    title: pieces(title.text, hits(title, words)),
    excerpt: excerpt(lines, words),
    score: worth,
  };
}

/** Returns the line with most of the words, starting shortly before the first hit. */
function excerpt(lines: readonly Line[], words: readonly string[]): Piece[] {
  const counted = lines.map((line) => words.filter((word) => line.folded.includes(word)).length);
  const best = lines[counted.indexOf(Math.max(...counted))];
  if (!best) return [];
  const marked = hits(best, words);
  const from = Math.max(0, (marked[0]?.start ?? 0) - EXCERPT.before);
  const until = Math.min(best.text.length, from + EXCERPT.all);
  const inside = marked
    .filter(({ end }) => end <= until)
    .map(({ start, end }) => ({ start: start - from, end: end - from }));
  return [
    ...(from > 0 ? [{ text: "…", hit: false }] : []),
    ...pieces(best.text.slice(from, until), inside),
    ...(until < best.text.length ? [{ text: "…", hit: false }] : []),
  ];
}

/** Returns the ranges of the words in a line, in order and without overlap. */
function hits({ text, folded }: Line, words: readonly string[]): Range[] {
  const at = places(text);
  const found = words.flatMap((word) =>
    occurrences(folded, word).map((start) => ({ start, end: start + word.length })),
  );
  const apart: Range[] = [];
  for (const range of found.sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (range.start >= (apart[apart.length - 1]?.end ?? 0)) apart.push(range);
  }
  return apart.map(({ start, end }) => ({ start: at[start]?.start ?? 0, end: at[end - 1]?.end ?? 0 }));
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(at);
  return found;
}

function pieces(text: string, ranges: readonly Range[]): Piece[] {
  let at = 0;
  const parts = ranges.flatMap(({ start, end }) => {
    const two = [
      { text: text.slice(at, start), hit: false },
      { text: text.slice(start, end), hit: true },
    ];
    at = end;
    return two;
  });
  return [...parts, { text: text.slice(at), hit: false }].filter((piece) => piece.text);
}

/** Returns the matches as written, for highlighting on the page that is opened. */
function written(pages: readonly (readonly Found[])[]): string[] {
  const marked = pages
    .flat()
    .flatMap(({ title, excerpt }) => [...title, ...excerpt].filter(({ hit }) => hit));
  return Array.from(new Set(marked.map(({ text }) => text)));
}

function offer(index: SearchIndex, query: string): string | null {
  const last = query.split(/\s+/).pop() ?? "";
  return last ? (index.offers.find((one) => one.startsWith(last) && one !== last) ?? null) : null;
}
