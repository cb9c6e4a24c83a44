/** The records of the parent frame: on a learning platform, the frame of the package provides them. */

import type { Records } from "./records";

declare global {
  interface Window {
    /** Set by the frame (elements/platform-frame.ts) before it opens a page inside. */
    courseRecords?: Records;
  }
}

/** Returns the records of the parent frame; null if it has none that are the course's, or is another site. */
export function parentRecords(): Records | null {
  try {
    const records = self.parent === self ? null : self.parent.courseRecords;
    return typeof records?.all === "function" ? records : null;
  } catch {
    // Another site's window is not accessible.
    return null;
  }
}
