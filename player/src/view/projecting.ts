/** Is the page being shown to a group, one screen at a time? A sign on its root says so, for style sheets too. */
export const PROJECTING = "cq-projecting";

export function isProjecting(): boolean {
  return document.documentElement.classList.contains(PROJECTING);
}
