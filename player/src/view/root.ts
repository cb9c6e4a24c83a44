/** The element that carries the state of the page for style sheets. */
export const root = document.documentElement;
