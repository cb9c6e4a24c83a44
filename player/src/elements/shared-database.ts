/** This course's records in the database that all courses once shared. */

import type { CourseIds, migrate } from "../store/migration";
import { hasShared } from "../store/shared-database";
import { loadIndex } from "./course-index";
import { loadOnDemand } from "./on-demand";

/** Migrates records that are missing here; after a failure the next page tries again. */
export async function migrateShared(database: Parameters<typeof migrate>[0]): Promise<void> {
  try {
    if (await hasShared()) await (await loadOnDemand("migration")).migrate(database, courseIds);
  } catch (error) {
    console.error(error);
  }
}

/** Removes this course's records of one profile, or of all, from the shared database; rejects if that fails. */
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
