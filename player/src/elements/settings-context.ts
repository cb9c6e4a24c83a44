import type { Profile } from "../store/profiles";

/** What the panels of the settings page share. */
export interface Settings {
  readonly profiles: readonly Profile[];
  /** The current learner; null without a named profile. */
  readonly learner: Profile | null;
  /** Reads the records again, draws the page, and reports what was done. */
  redraw(done: string): Promise<void>;
}
