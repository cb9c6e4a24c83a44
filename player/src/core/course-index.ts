/**
 * The course index: everything about the course except the text of its questions.
 *
 * The file has a row for each question. Only this module reads the rows.
 */

import type { Index, Question, QuestionRow } from "./data";

const FORMAT: Index["format"] = 2;

export interface IndexedQuestion {
  readonly id: string;
  readonly type: Question["type"];
  readonly points: readonly string[];
  readonly difficulty: Question["difficulty"];
  /** The answer version. */
  readonly version: string;
  readonly bank: string;
  /** Questions that may not be on the same paper. */
  readonly apart: readonly string[];
  readonly kind: string;
}

export type CourseIndex = Omit<Index, "questions"> & { questions: readonly IndexedQuestion[] };

/** Decodes an index; null if this player cannot read it. */
export function decodeIndex(value: unknown): CourseIndex | null {
  if (!isIndex(value)) return null;
  // An index that the browser has kept from an earlier version has no paths.
  const { paths = [], questions } = value as Index & Partial<Pick<Index, "paths">>;
  return { ...value, paths, questions: questions.map(decodeQuestion) };
}

export function decodeQuestion([
  id,
  type,
  points,
  difficulty,
  version,
  bank,
  apart,
  kind,
]: QuestionRow): IndexedQuestion {
  return { id, type, points, difficulty, version, bank, apart, kind };
}

function isIndex(value: unknown): value is Index {
  const index = value as Partial<Index> | null;
  return index?.format === FORMAT && Array.isArray(index.questions);
}
