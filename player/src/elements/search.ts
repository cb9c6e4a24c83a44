/**
 * Implements the theme's search worker within the page, because a page from a folder (file://) cannot start a worker.
 * It speaks the four messages of the theme's protocol.
 */

import {
  type Findings,
  type Found,
  findSections,
  isSearchData,
  NOTHING,
  type Piece,
  prepare,
  type SearchIndex,
} from "../core/search-engine";
import { searchTexts } from "../texts/search";
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
      const found = shown(findSections(parts.whole ?? parts.members, query));
      this.answer(RESULT, found, late);
      if (parts.whole) return;
      const index = await parts.coming;
      if (late()) return;
      const more = shown(findSections(index, query));
      if (JSON.stringify(more) === JSON.stringify(found)) return;
      // New results would move the focus of a reader who is in the list.
      this.answer(RESULT, more, () => late() || isAmongResults());
    } catch (error) {
      console.error(error);
      this.answer(RESULT, shown(NOTHING), late);
      setTimeout(sayMissing);
    }
  }

  private answer(type: number, data: unknown, late = () => false): void {
    // Asynchronous, like a worker. The answer may be outdated by then.
    setTimeout(() => late() || this.dispatchEvent(new MessageEvent("message", { data: { type, data } })));
  }
}

function isAmongResults(): boolean {
  return Boolean(document.activeElement?.closest(".md-search-result"));
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
