/**
 * A reader's position on a page, as a heading and a share of its section. It stays valid when the text size changes.
 */

export interface ReadingPosition {
  /** The id of the heading. */
  readonly heading: string;
  /**
   * The share of the heading's section that has been read, from 0 to 1. Below 0: the position is above the first
   * heading of the page, and this is how much is left until it.
   */
  readonly share: number;
}

/** Serialises a position; null becomes the empty string. */
export function formatPosition(place: ReadingPosition | null): string {
  return place ? `${place.share.toFixed(3)} ${place.heading}` : "";
}

/** Parses a serialised position; null if it is invalid. */
export function parsePosition(text: string): ReadingPosition | null {
  const [, share, heading] = /^(-?[01]\.\d{3}) (.+)$/.exec(text) ?? [];
  return heading && Math.abs(Number(share)) <= 1 ? { heading, share: Number(share) } : null;
}
