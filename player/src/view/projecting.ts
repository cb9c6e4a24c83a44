/** Whether the page is being projected; a class on its root marks that, also for style sheets. */
export const PROJECTING = "cq-projecting";

export function isProjecting(): boolean {
  return document.documentElement.classList.contains(PROJECTING);
}
