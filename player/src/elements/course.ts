/** The course index, and questions from several banks. */

import type { CourseIndex } from "../core/course-index";
import type { Shard } from "../core/data";
import { type Attempt, readLog } from "../store/attempts";
import { records } from "./host";
import { loadViews } from "./on-demand";
import { loadShard } from "./shards";

export { loadIndex } from "./course-index";

let log: Promise<readonly Attempt[]> | null = null;

/** The log when the page was opened, read once for all elements of the page. */
export function firstLog(): Promise<readonly Attempt[]> {
  log ??= readLog(records);
  return log;
}

/** Returns questions of several banks as one shard, in the order of `ids`; unknown ids are left out. */
export async function loadQuestions(course: CourseIndex, ids: readonly string[]): Promise<Shard> {
  const banks = new Map(course.questions.map(({ id, bank }) => [id, bank]));
  const wanted = new Set(ids.flatMap((id) => banks.get(id) ?? []));
  const shards = await Promise.all(Array.from(wanted, loadShard));
  const known = new Map(shards.flatMap((shard) => shard.questions).map((one) => [one.id, one]));
  const questions = ids.flatMap((id) => known.get(id) ?? []);
  await loadViews(questions);
  return {
    format: 1,
    course: course.course,
    bank: "",
    title: "",
    page: "",
    questions,
    points: Object.assign({}, ...shards.map(({ points }) => points)),
    requirements: Object.assign({}, ...shards.map(({ requirements }) => requirements)),
  };
}
