/** Marking a paper, and evaluating the marks. All marks are counted in halves. */

import { readResponse, type Standing } from "../core/answer";
import type { CourseIndex } from "../core/course-index";
import type { Exam, Question, Section } from "../core/data";
import { grade, isSelfMarked } from "../core/grade";
import { earned, fullHalves } from "../core/marks";
import { requirementOf } from "./progress";

/** One marked question of a paper. */
export interface Mark {
  readonly question: string;
  readonly version: string;
  readonly response: unknown;
  /** Null if it was not answered. */
  readonly standing: Standing | null;
  readonly halves: number;
}

/** A drawn paper: its blueprint and the ids of each section. */
export interface Drawn {
  readonly exam: Exam;
  readonly sections: readonly (readonly string[])[];
}

/** A group of questions: the marks earned, and the full marks. */
export interface Share {
  readonly name: string;
  readonly halves: number;
  readonly full: number;
}

/** Marks every question of a paper, in its order. A value that is no response to the question counts as unanswered. */
export function markPaper(
  { exam, sections }: Drawn,
  questions: ReadonlyMap<string, Question>,
  answers: Readonly<Record<string, unknown>>,
): readonly Mark[] {
  return sections.flatMap((ids, place) =>
    ids.flatMap((id) => {
      const question = questions.get(id);
      const section = exam.sections[place];
      return question && section ? [markOne(question, section, answers[id])] : [];
    }),
  );
}

function markOne(question: Question, section: Section, answer: unknown): Mark {
  const { id, version } = question;
  const response = readResponse(question, answer);
  if (response === null) return { question: id, version, response, standing: null, halves: 0 };
  if (isSelfMarked(question)) return { question: id, version, response, standing: "pending", halves: 0 };
  const halves = earned(question, response, section);
  return { question: id, version, response, standing: grade(question, response), halves };
}

/** A paper in progress: the drawn questions, their versions, and the answers so far. */
export interface Open extends Drawn {
  /** Answer versions by question. */
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, unknown>>;
}

/**
 * Updates a paper to the current course: corrected questions must be answered again, withdrawn ones are removed.
 *
 * Also returns the numbers of corrected and withdrawn questions.
 */
export function upToDate<Paper extends Open>(
  paper: Paper,
  index: CourseIndex,
): { readonly current: Paper; readonly changed: number; readonly withdrawn: number } {
  const known = new Map(index.questions.map(({ id, version }) => [id, version]));
  const before = paper.sections.flat();
  const sections = paper.sections.map((ids) => ids.filter((id) => known.has(id)));
  const ids = sections.flat();
  const changed = new Set(ids.filter((id) => known.get(id) !== paper.versions[id]));
  const answers = Object.fromEntries(Object.entries(paper.answers).filter(([id]) => !changed.has(id)));
  const versions = Object.fromEntries(ids.map((id) => [id, known.get(id) ?? ""]));
  return {
    current: { ...paper, sections, answers, versions },
    changed: changed.size,
    withdrawn: before.length - ids.length,
  };
}

/** Marks an answer that was waiting for self-assessment. */
export function settle(drawn: Drawn, mark: Mark, question: Question, response: unknown): Mark {
  const section = sectionOf(drawn, mark.question);
  if (!section) return mark;
  const standing = grade(question, response);
  return { ...mark, response, standing, halves: earned(question, response, section) };
}

/** The marks earned on the whole paper. */
export function score(marked: readonly Mark[]): number {
  return marked.reduce((sum, { halves }) => sum + halves, 0);
}

/** The full marks of the whole paper. */
export function fullScore({ exam, sections }: Drawn): number {
  return sections.reduce((sum, ids, place) => sum + ids.length * worth(exam.sections[place]), 0);
}

/** Whether the paper is passed. If a question was removed, the pass mark is reduced with the full marks. */
export function isPassed(drawn: Drawn, marked: readonly Mark[]): boolean {
  return score(marked) >= passMark(drawn);
}

/** The pass mark, in halves. */
export function passMark(drawn: Drawn): number {
  const planned = drawn.exam.sections.reduce((sum, section) => sum + section.count * worth(section), 0);
  return planned === 0 ? 0 : Math.ceil((2 * drawn.exam.passing * fullScore(drawn)) / planned);
}

/** The number of answers waiting for self-assessment. */
export function pendingCount(marked: readonly Mark[]): number {
  return marked.filter(({ standing }) => standing === "pending").length;
}

export function bySection(drawn: Drawn, marked: readonly Mark[]): readonly Share[] {
  return shares(drawn, marked, (id) => sectionOf(drawn, id)?.title ?? null);
}

/** By the first requirement of each question, so that the marks add up. */
export function byRequirementAsked(
  drawn: Drawn,
  marked: readonly Mark[],
  index: CourseIndex,
): readonly Share[] {
  const questions = new Map(index.questions.map((question) => [question.id, question]));
  const order = index.pages.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const found = shares(drawn, marked, (id) => {
    const point = questions.get(id)?.points[0];
    return point === undefined ? null : requirementOf(point);
  });
  return [...found].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}

export function byDifficulty(drawn: Drawn, marked: readonly Mark[], index: CourseIndex): readonly Share[] {
  const levels = new Map(index.questions.map(({ id, difficulty }) => [id, String(difficulty)]));
  const found = shares(drawn, marked, (id) => levels.get(id) ?? null);
  return [...found].sort((one, other) => Number(one.name) - Number(other.name));
}

function shares(
  drawn: Drawn,
  marked: readonly Mark[],
  nameOf: (id: string) => string | null,
): readonly Share[] {
  const groups = new Map<string, Share>();
  for (const { question, halves } of marked) {
    const name = nameOf(question);
    if (name === null) continue;
    const before = groups.get(name) ?? { name, halves: 0, full: 0 };
    const full = before.full + worth(sectionOf(drawn, question));
    groups.set(name, { name, halves: before.halves + halves, full });
  }
  return Array.from(groups.values());
}

/** The section of a question. */
export function sectionOf({ exam, sections }: Drawn, id: string): Section | undefined {
  return exam.sections[sections.findIndex((ids) => ids.includes(id))];
}

function worth(section: Section | undefined): number {
  return section ? fullHalves(section) : 0;
}
