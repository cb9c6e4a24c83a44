/** Lets the browser do what waits for it, such as to answer a touch, before more is worked out. */
export function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
