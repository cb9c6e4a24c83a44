import { addressWithin } from "../core/address";

// Read immediately: `currentScript` is set only while a classic script runs.
const script = document.currentScript as HTMLScriptElement | null;

/** The site's root: two folders above this script, wherever the site is served from. */
export const ROOT = new URL("../../", script?.src || location.href).href;

/** This page, below the site's root. */
export const PAGE = location.href.split(/[?#]/)[0]?.replace(ROOT, "") ?? "";

/** Returns the address of a path below the site's root; null if it leads elsewhere. */
export function address(path: string): string | null {
  return addressWithin(ROOT, path);
}

/** Returns whether this is a page for reading rather than for practice. */
export function isForReading(): boolean {
  return /^(study|duties)\/|^glossary\.html/.test(PAGE);
}

/** Returns whether each page has its own store: Firefox isolates the pages of a folder. */
export function arePagesApart(): boolean {
  return location.protocol === "file:" && "mozInnerScreenX" in window;
}
