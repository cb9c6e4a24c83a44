/** One screen of the projection. */

import type { Child } from "./dom";

export interface Slide {
  /** The title of the section it belongs to. */
  readonly section: string;
  /** What the list of screens calls it. */
  readonly title: string;
  /** The ids of the page's headings and points that it shows. */
  readonly shows: readonly string[];
  /** Its heading and content; the same element at every call. */
  readonly element: HTMLElement;
  /** For the one who leads: hints, key, explanation. */
  notes(): readonly Child[];
  /** What the button beside the steps uncovers; null if there is nothing to uncover. */
  readonly cover: Cover | null;
  /** Goes on within the screen, or back; returns whether there was anything to show or hide. */
  advance(): boolean;
  retreat(): boolean;
  /** The counts of a show of hands as lines of text; empty if nothing was entered. */
  results(): readonly string[];
}

export interface Cover {
  readonly kind: "hint" | "key";
  readonly isOpen: boolean;
  toggle(): void;
}

/** The parts of a slide that plain text does not need. */
export const PLAIN: Omit<Slide, "section" | "title" | "shows" | "element" | "notes"> = {
  cover: null,
  advance: () => false,
  retreat: () => false,
  results: () => [],
};
