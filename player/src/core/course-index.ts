/**
 * The course index: everything about the course except the text of its questions.
 *
 * `scripts/course/render/player_data.py` writes it with a row for each question. Only this module reads the rows.
 */

import type { Body, Exam, StudyPage } from "./data";

/** The version of the index's format that this player reads. */
export const INDEX_FORMAT = 2;

/** A question in the index file; see `IndexedQuestion`. */
export type Row = readonly [
  id: string,
  type: Body["type"],
  points: readonly string[],
  difficulty: 1 | 2 | 3,
  version: string,
  bank: string,
  apart: readonly string[],
];

export interface IndexedQuestion {
  readonly id: string;
  readonly type: Body["type"];
  readonly points: readonly string[];
  readonly difficulty: 1 | 2 | 3;
  /** The answer version. */
  readonly version: string;
  readonly bank: string;
  /** Questions that may not be on the same paper. */
  readonly apart: readonly string[];
}

interface Indexed<Question> {
  format: typeof INDEX_FORMAT;
  course: string;
  banks: Readonly<Record<string, { title: string; page: string }>>;
  /** In reading order. */
  pages: readonly StudyPage[];
  exams: readonly Exam[];
  questions: readonly Question[];
}

/** The index file. */
export type IndexData = Indexed<Row>;

export type CourseIndex = Indexed<IndexedQuestion>;

/** Decodes an index; null if this player cannot read it. */
export function decodeIndex(value: unknown): CourseIndex | null {
  return isIndexData(value) ? { ...value, questions: value.questions.map(decodeQuestion) } : null;
}

export function decodeQuestion([id, type, points, difficulty, version, bank, apart]: Row): IndexedQuestion {
  return { id, type, points, difficulty, version, bank, apart };
}

function isIndexData(value: unknown): value is IndexData {
  const index = value as Partial<IndexData> | null;
  return index?.format === INDEX_FORMAT && Array.isArray(index.questions);
}
