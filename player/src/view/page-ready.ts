/**
 * Settles when the whole page is there and the scripts that were to run after it have run: ours may come before.
 *
 * Between “interactive” and “complete” nothing tells whether they have, so whoever comes then waits for the latter.
 */
export const pageReady = new Promise<void>((resolve) => {
  if (document.readyState === "complete") return resolve();
  document.addEventListener("DOMContentLoaded", () => resolve());
  window.addEventListener("load", () => resolve());
});
