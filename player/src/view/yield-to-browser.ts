/** Lets the browser handle pending work, such as input, before more is computed. */
export function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
