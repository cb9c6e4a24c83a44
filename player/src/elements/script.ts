/** Data comes as classic scripts, because they load from a folder (file://) as well as from a server. */

import { address } from "../view/site";

declare global {
  /** What a release calls its files, by the paths that they have here (scripts/course/release/names.py). */
  var courseNames: Readonly<Record<string, string>> | undefined;
}

/** Runs a script of the site, by its path below the site's root; rejects if it does not come. */
export function loadScript(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address(self.courseNames?.[path] ?? path) ?? "";
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${script.src} does not load`));
    document.head.append(script);
  });
}
