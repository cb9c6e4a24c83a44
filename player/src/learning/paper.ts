/** Paper numbers, and drawing the papers they identify. */

import type { CourseIndex } from "../core/course-index";
import type { Exam, StudyPage } from "../core/data";
import { draw } from "../core/draw";
import { seedFor } from "../core/shuffle";
import { visible } from "../core/visible";

/** A parsed paper number; `page` is set if the blueprint requires one. */
export interface PaperName {
  readonly exam: Exam;
  readonly page: StudyPage | null;
  readonly number: string;
}

/** The digits of a proposed number. */
const DIGITS = 5;

/** Returns the blueprints from which a paper can be drawn: some require a study page. */
export function openExams({ exams, pages }: CourseIndex): readonly Exam[] {
  return exams.filter(({ choosePage }) => !choosePage || pages.length > 0);
}

/** Returns the shortest blueprint over fixed pages: the quick paper. The page 练习 names the same (site/practice.py). */
export function quickExam(index: CourseIndex): Exam | null {
  const [first, ...others] = openExams(index).filter(({ choosePage }) => !choosePage);
  return first ? others.reduce((best, exam) => (exam.minutes < best.minutes ? exam : best), first) : null;
}

/**
 * Parses a paper number as typed; ignores width, case, spaces, kinds of dashes and invisible characters. Null if it
 * is invalid.
 */
export function readNumber(index: CourseIndex, text: string): PaperName | null {
  const number = visible(text)
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/[‐-―−ー]+/g, "-")
    .toLowerCase();
  for (const exam of index.exams) {
    for (const page of exam.choosePage ? index.pages : [null]) {
      const head = headOf(exam, page);
      if (number.startsWith(head) && /^\d{1,8}$/.test(number.slice(head.length))) {
        return { exam, page, number };
      }
    }
  }
  return null;
}

/** Returns a new number; `chance` is any whole number. */
export function freshNumber(exam: Exam, page: StudyPage | null, chance: number): string {
  const digits = String(chance % 10 ** DIGITS).padStart(DIGITS, "0");
  return headOf(exam, page) + digits;
}

/** Returns the question ids of a paper by section: the same on every device with this course. */
export function drawPaper(
  index: CourseIndex,
  { exam, page, number }: PaperName,
): readonly (readonly string[])[] {
  const pages = page ? [page.path] : exam.pages;
  const pool = index.questions.map(({ id, type, difficulty, bank, apart, kind }) => {
    return { id, type, difficulty, apart, kind, page: index.banks[bank]?.page ?? "" };
  });
  const allowed = pages.length > 0 ? pool.filter((one) => pages.includes(one.page)) : pool;
  return draw(allowed, exam, number);
}

/** Returns the seed for shuffling a question's options on this paper, on screen and in print. */
export function seedOn(number: string, question: string): number {
  return seedFor(seedFor(0, number), question);
}

/** Returns the name of a study page in paper numbers: `rules` for `study/rules.html`. */
function stemOf({ path }: StudyPage): string {
  return path.replace(/^.*\//, "").replace(/\.html$/, "");
}

function headOf(exam: Exam, page: StudyPage | null): string {
  return page ? `${exam.name}-${stemOf(page)}-` : `${exam.name}-`;
}
