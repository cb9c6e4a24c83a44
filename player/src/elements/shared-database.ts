/** What this course has in the database that all courses once shared. */

import type { CourseIds, migrate } from "../store/migration";
import { hasShared } from "../store/shared-database";
import { loadIndex } from "./course-index";
import { loadOnDemand } from "./on-demand";

/** Takes over what is there and not here; if that cannot be done now, it is tried again on the next page. */
export async function migrateShared(database: Parameters<typeof migrate>[0]): Promise<void> {
  try {
    if (await hasShared()) await (await loadOnDemand("migration")).migrate(database, courseIds);
  } catch (error) {
    console.error(error);
  }
}

/** Removes what one profile, or everybody, has of this course there; rejects if that fails. */
export async function eraseSharedRecords(profile: string | null): Promise<void> {
  if (await hasShared()) await (await loadOnDemand("migration")).eraseShared(await courseIds(), profile);
}

async function courseIds(): Promise<CourseIds> {
  const { questions, banks, pages } = await loadIndex();
  return {
    questions: new Set(questions.map(({ id }) => id)),
    banks: new Set(Object.keys(banks)),
    pages: new Set(pages.map(({ path }) => path)),
  };
}
