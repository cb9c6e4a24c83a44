/** A keeper of records in the frame around this page: on a learning platform the package's frame has one. */

import type { Records } from "./records";

declare global {
  interface Window {
    /** Set by the frame (elements/platform-frame.ts) before it opens a page inside. */
    courseRecords?: Records;
  }
}

/** The keeper of the frame around; null where there is none, or where another site is around. */
export function parentRecords(): Records | null {
  try {
    return self.parent === self ? null : (self.parent.courseRecords ?? null);
  } catch {
    // Another site's window may not be looked into.
    return null;
  }
}
