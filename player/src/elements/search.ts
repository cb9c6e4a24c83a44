/**
 * Implements the theme's search worker within the page, because a page from a folder (file://) cannot start a worker.
 * It speaks the four messages of the theme's protocol.
 */

import {
  type Findings,
  type Found,
  isSearchData,
  NOTHING,
  type Piece,
  prepare,
  type SearchIndex,
} from "../core/search-engine";
import { type Answer, answer } from "../core/search-forgiving";
import { searchTexts } from "../texts/search";
import { fill, make } from "../view/dom";
import { once } from "./once";
import { loadScript } from "./script";

declare global {
  var courseSearch: unknown[] | undefined;
}

/** The message types of the theme. */
const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const PATH = /\/workers\/search\.[^/]*\.js$/;
/** The index for members is required; the one for staff is optional. */
const [COURSE, STAFF] = ["search/course.js", "search/staff.js"];

const loadSearch = once(request);

/** Intercepts the theme's search Worker; passes all others through. */
export function answerSearch(): void {
  const Native = self.Worker;
  self.Worker = new Proxy(Native ?? class {}, {
    construct(target, [address, ...more]: [string | URL, ...unknown[]]) {
      if (PATH.test(new URL(address, location.href).pathname)) return new SearchWorker();
      return Reflect.construct(target, [address, ...more]);
    },
  });
  // Focusing the search box loads the index.
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && target.closest(".md-search")) void loadSearch().catch(console.error);
  });
  // The theme listens for keyup, which does not occur when text is pasted with the mouse or dictated.
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLElement && target.closest(".md-search"))
      target.dispatchEvent(new Event("keyup"));
  });
}

class SearchWorker extends EventTarget {
  private latest = 0;

  postMessage({ type, data }: { type: number; data: unknown }): void {
    if (type === SETUP) this.answer(READY, null);
    if (type === QUERY) void this.search(String(data));
  }

  terminate(): void {
    this.latest = Number.POSITIVE_INFINITY;
  }

  private async search(query: string): Promise<void> {
    this.latest += 1;
    const mine = this.latest;
    // While the reader types on, only the latest query is answered.
    const late = () => mine !== this.latest;
    if (!query.trim()) return this.answer(RESULT, shown(NOTHING), late);
    try {
      const parts = await loadSearch();
      if (late()) return;
      const found = answer(parts.whole ?? parts.members, query);
      this.show(query, found, late);
      if (parts.whole) return;
      const index = await parts.coming;
      if (late()) return;
      const more = answer(index, query);
      // What members read goes before a guess at what staff read.
      if (more.pages.length === 0 || (found.pages.length > 0 && more.instead !== null)) return;
      if (JSON.stringify(more) === JSON.stringify(found)) return;
      // New results would move the focus of a reader who is in the list.
      this.show(query, more, () => late() || isAmongResults());
    } catch (error) {
      console.error(error);
      this.answer(RESULT, shown(NOTHING), late);
      setTimeout(sayMissing);
    }
  }

  private show(query: string, found: Answer, late: () => boolean): void {
    this.answer(RESULT, shown(found), late);
    setTimeout(() => late() || explain(query, found));
  }

  private answer(type: number, data: unknown, late = () => false): void {
    // Asynchronous, like a worker. The answer may be outdated by then.
    setTimeout(() => late() || this.dispatchEvent(new MessageEvent("message", { data: { type, data } })));
  }
}

function isAmongResults(): boolean {
  return Boolean(document.activeElement?.closest(".md-search-result"));
}

/** Says above the results what was searched instead of the query, or which terms to try. */
function explain(query: string, { instead, terms, pages }: Answer): void {
  const note = noteAboveResults();
  if (!note) return;
  const words = instead
    ? searchTexts.instead(query.trim(), instead)
    : terms.length > 0
      ? searchTexts.terms
      : pages.length === 0 && query.trim()
        ? searchTexts.nothing
        : "";
  fill(note, words, ...(instead ? [] : terms.map(termButton)));
}

function termButton(term: string): HTMLButtonElement {
  const element = make("button", { type: "button", class: "cq-search-term" }, term);
  element.addEventListener("click", () => searchFor(term));
  return element;
}

function noteAboveResults(): Element | null {
  const results = document.querySelector("[data-md-component=search-result]");
  const known = results?.querySelector(".cq-search-note");
  if (known || !results) return known ?? null;
  const note = make("div", { class: "cq-search-note", role: "status" });
  results.firstElementChild?.after(note);
  return note;
}

function searchFor(term: string): void {
  const box = document.querySelector<HTMLInputElement>(".md-search__input");
  if (!box) return;
  box.value = term;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Otherwise the theme would say that nothing was found. */
function sayMissing(): void {
  const said = document.querySelector("[data-md-component=search-result] > :first-child");
  if (said) said.textContent = searchTexts.missing;
}

/** Staff pages are a third of the index and rarely searched, so results do not wait for them. */
interface Parts {
  readonly members: SearchIndex;
  readonly coming: Promise<SearchIndex>;
  whole?: SearchIndex;
}

async function request(): Promise<Parts> {
  await loadScript(COURSE);
  const members = prepared();
  const coming = loadScript(STAFF).then(prepared, (error) => {
    console.error(error);
    return members;
  });
  const parts: Parts = { members, coming };
  void coming.then((whole) => {
    parts.whole = whole;
  });
  return parts;
}

function prepared(): SearchIndex {
  return prepare((self.courseSearch ?? []).filter(isSearchData));
}

/** Converts results for the theme, which expects markup in titles and texts. */
function shown({ pages, words, offer }: Findings): unknown {
  const terms = Object.fromEntries(words.map((word) => [word, true]));
  return {
    items: pages.map((sections) => sections.map((section) => item(section, terms))),
    suggest: offer ? [offer] : [],
  };
}

function item({ location, title, excerpt, score }: Found, terms: Record<string, boolean>): unknown {
  return {
    location,
    title: markup(title),
    text: excerpt.length > 0 ? `<p>${markup(excerpt)}</p>` : "",
    score,
    terms,
  };
}

function markup(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, hit }) => (hit ? `<mark data-md-highlight>${escaped(text)}</mark>` : escaped(text)))
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
