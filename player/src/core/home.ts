/**
 * The name under which a browser stores the records of one course. Several courses, and copies of one, can share an
 * origin.
 */

/** Returns the name of the database and the prefix of other keys. A trial copy of the site has its own. */
export function homeOf(id: string, copy = ""): string {
  return copy ? `course:${id}@${copy}` : `course:${id}`;
}
