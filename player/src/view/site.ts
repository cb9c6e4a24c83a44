import { addressWithin } from "../core/address";

// Only while a classic script runs does the page know which one it is; so this is asked at once.
const script = document.currentScript as HTMLScriptElement | null;

/** The site's root: two folders above this script, wherever the site is served from. */
export const ROOT = new URL("../../", script?.src || location.href).href;

/** This page, below the site's root. */
export const PAGE = location.href.split(/[?#]/)[0]?.replace(ROOT, "") ?? "";

/** The address of a path below the site's root; null if it leads anywhere else. */
export function address(path: string): string | null {
  return addressWithin(ROOT, path);
}

/** Is this a page of text, rather than one to practise on? */
export function isForReading(): boolean {
  return /^(study|duties)\/|^glossary\.html/.test(PAGE);
}

/** Does the browser give each page a store of its own? Firefox does, for the pages of a folder. */
export function arePagesApart(): boolean {
  return location.protocol === "file:" && "mozInnerScreenX" in window;
}
