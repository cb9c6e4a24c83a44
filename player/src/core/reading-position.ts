/** Where in a page a reader is: at which heading, and how far. It outlasts another size of letters. */

export interface ReadingPosition {
  /** The heading's id. */
  readonly heading: string;
  /**
   * How much of what belongs to the heading has been read, from 0 to 1. Below 0 it is what stands above the
   * page's first heading, and how much of that is left.
   */
  readonly share: number;
}

/** The place in a text to keep; empty for none. */
export function formatPosition(place: ReadingPosition | null): string {
  return place ? `${place.share.toFixed(3)} ${place.heading}` : "";
}

/** The place that a text tells; null if it tells none. */
export function parsePosition(text: string): ReadingPosition | null {
  const [, share, heading] = /^(-?[01]\.\d{3}) (.+)$/.exec(text) ?? [];
  return heading && Math.abs(Number(share)) <= 1 ? { heading, share: Number(share) } : null;
}
