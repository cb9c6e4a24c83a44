/** Paper numbers, and the papers they stand for. */

import type { CourseIndex } from "../core/course-index";
import type { Exam, StudyPage } from "../core/data";
import { draw } from "../core/draw";
import { seedFor } from "../core/shuffle";
import { visible } from "../core/visible";

/** A number with all that it says; the page is there where the blueprint asks for one. */
export interface PaperName {
  readonly exam: Exam;
  readonly page: StudyPage | null;
  readonly number: string;
}

/** How many digits a proposed number ends in. */
const DIGITS = 5;

/** The blueprints from which a paper can be drawn: one that asks for a study page needs one. */
export function openExams({ exams, pages }: CourseIndex): readonly Exam[] {
  return exams.filter(({ choosePage }) => !choosePage || pages.length > 0);
}

/** Reads a paper number as typed: width, case, spaces, dashes and invisible characters do not matter. Null if it is none. */
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

/** A number that nobody chose; `chance` is any whole number. */
export function freshNumber(exam: Exam, page: StudyPage | null, chance: number): string {
  const digits = String(chance % 10 ** DIGITS).padStart(DIGITS, "0");
  return headOf(exam, page) + digits;
}

/** The question ids of a paper, section by section: the same on every machine that has this course. */
export function drawPaper(
  index: CourseIndex,
  { exam, page, number }: PaperName,
): readonly (readonly string[])[] {
  const pages = page ? [page.path] : exam.pages;
  const pool = index.questions.map(({ id, type, difficulty, bank, apart }) => {
    return { id, type, difficulty, apart, page: index.banks[bank]?.page ?? "" };
  });
  const allowed = pages.length > 0 ? pool.filter((one) => pages.includes(one.page)) : pool;
  return draw(allowed, exam, number);
}

/** The seed by which a question's options are shuffled on this paper, on screen and in print. */
export function seedOn(number: string, question: string): number {
  return seedFor(seedFor(0, number), question);
}

/** The name that a paper number gives to a study page: `vehicle` of `study/vehicle.html`. */
function stemOf({ path }: StudyPage): string {
  return path.replace(/^.*\//, "").replace(/\.html$/, "");
}

function headOf(exam: Exam, page: StudyPage | null): string {
  return page ? `${exam.name}-${stemOf(page)}-` : `${exam.name}-`;
}
