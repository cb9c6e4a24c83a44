/** Data comes as classic scripts, because they load from a folder (file://) as well as from a server. */

import { address } from "../view/site";

declare global {
  /** What a release calls its files, by the paths that they have here (scripts/course/release/hash_assets.py). */
  var courseNames: Readonly<Record<string, string>> | undefined;
}

/** Runs a script of the site, by its path below the site's root; rejects if it does not come. */
export function loadScript(path: string): Promise<void> {
  return insertScript(address(self.courseNames?.[path] ?? path) ?? "");
}

/** Runs the script at an address; rejects if it does not come. Those that are to run in order do so among themselves. */
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
