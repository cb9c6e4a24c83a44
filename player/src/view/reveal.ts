/** Scrolls an element into view, no further than needed; smoothly unless the reader wants no motion. */
export function reveal(element: HTMLElement): void {
  const behavior = matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "auto";
  element.scrollIntoView({ block: "nearest", behavior });
}
