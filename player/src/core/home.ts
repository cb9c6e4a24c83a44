/** Where a browser keeps the records of one course. Several courses, and copies of one, can share an origin. */

/** The name of the database and the prefix of other keys. A copy for trying things out is kept apart. */
export function homeOf(id: string, copy = ""): string {
  return copy ? `course:${id}@${copy}` : `course:${id}`;
}
