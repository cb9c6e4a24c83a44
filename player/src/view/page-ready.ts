/**
 * Resolves when the page is parsed and its deferred scripts have run: ours may run earlier.
 *
 * Between “interactive” and “complete” there is no way to know whether they have, so this waits for the next event.
 */
export const pageReady = new Promise<void>((resolve) => {
  if (document.readyState === "complete") return resolve();
  document.addEventListener("DOMContentLoaded", () => resolve());
  window.addEventListener("load", () => resolve());
});
