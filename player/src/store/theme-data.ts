/** The colours that the theme stores: its scripts fail at what another page of the server put in their place. */

const NAME = ".__palette";

/** The parts of a colour scheme, in the theme's order. */
const PARTS = "media,scheme,primary,accent";

/** Removes colours that the theme cannot have stored. */
export function removeOddColours(): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.endsWith(NAME))) {
      if (!isOfTheme(localStorage.getItem(key) ?? "")) localStorage.removeItem(key);
    }
  } catch {
    // The theme cannot read them either.
  }
}

function isOfTheme(text: string): boolean {
  try {
    const { index, color } = JSON.parse(text) as { index: unknown; color: object };
    return Number.isInteger(index) && Object.keys(color).join() === PARTS;
  } catch {
    return false;
  }
}
