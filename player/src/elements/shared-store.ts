/** What this course has in the database that all courses once shared. */

import { hasShared } from "../store/shared";
import type { CourseParts, TakingOver } from "../store/taking-over";
import { loadIndex } from "./course-index";
import { later } from "./later";

/** Takes over what is there and not here; if that cannot be done now, it is tried again on the next page. */
export async function takeOverShared(database: Parameters<TakingOver["takeOver"]>[0]): Promise<void> {
  try {
    if (await hasShared()) await (await later("taking-over")).takeOver(database, courseParts);
  } catch (error) {
    console.error(error);
  }
}

/** Removes what one profile, or everybody, has of this course there; rejects if that fails. */
export async function eraseSharedRecords(profile: string | null): Promise<void> {
  if (await hasShared()) await (await later("taking-over")).eraseShared(await courseParts(), profile);
}

async function courseParts(): Promise<CourseParts> {
  const { questions, banks, pages } = await loadIndex();
  return {
    questions: new Set(questions.map(([id]) => id)),
    banks: new Set(Object.keys(banks)),
    pages: new Set(pages.map(({ path }) => path)),
  };
}
