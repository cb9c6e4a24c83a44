/** Joins a path to the site's root; null if the result would lie outside the site. */
export function addressWithin(root: string, path: string): string | null {
  try {
    const { href } = new URL(path, root);
    return href.startsWith(root) ? href : null;
  } catch {
    return null;
  }
}

/** Returns the fragment of an address, decoded; empty if there is none or it is malformed. */
export function fragmentOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}
