/** Data is loaded as classic scripts, which work from a folder (file://) as well as from a server. */

import { address } from "../view/site";

declare global {
  /** The names of files in a release, by their paths here (scripts/course/release/hash_assets.py). */
  var courseNames: Readonly<Record<string, string>> | undefined;
}

/** Loads a script by its path below the site's root; rejects if it fails. */
export function loadScript(path: string): Promise<void> {
  return insertScript(address(self.courseNames?.[path] ?? path) ?? "");
}

/** Loads the script at an address; rejects if it fails. Scripts with `inOrder` run in the order of the calls. */
export function insertScript(source: string, inOrder = false): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.async = !inOrder;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${source} does not load`));
    document.head.append(script);
  });
}
