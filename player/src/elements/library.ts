/** The start page of several courses: on each, the next step of a reader who has begun it. */

import { type CourseIndex, decodeIndex } from "../core/course-index";
import { homeOf } from "../core/home";
import { destination } from "../core/next-step";
import { openExisting } from "../store/existing";
import { isBlind, type Records } from "../store/records";
import { stepWords } from "../texts/next-step";
import { make } from "../view/dom";
import { readNextStep } from "./read-next-step";
import { insertScript } from "./script";

const INDEX = "quizzes/data/index.js";

/** Shows what comes next, course by course: their indexes are handed to one global list. */
export async function showCourses(): Promise<void> {
  for (const entry of document.querySelectorAll<HTMLElement>("[data-course]")) {
    // A course that cannot be read is only a link to it.
    await showCourse(entry).catch(() => undefined);
    entry.dataset.read = "";
  }
}

async function showCourse(entry: HTMLElement): Promise<void> {
  const { course = "", copy = "", root = "" } = entry.dataset;
  const records = await openExisting(homeOf(course, copy));
  if (!records) return;
  try {
    if (await isBegun(records)) await showStep(entry, records, root);
  } finally {
    await records.close();
  }
}

async function isBegun(records: Records): Promise<boolean> {
  const found = [await records.keys("attempts"), await records.all("reads"), await records.all("papers")];
  return !isBlind(records) && found.some(({ length }) => length > 0);
}

async function showStep(entry: HTMLElement, records: Records, root: string): Promise<void> {
  const step = await readNextStep(records, await loadIndexOf(entry, root));
  if (!step || isBlind(records)) return;
  const { label, about } = stepWords(step);
  entry.append(
    make(
      "a",
      { class: "next", "data-next": step.kind, href: root + destination(step) },
      label,
      make("small", {}, about),
    ),
  );
}

/** Loads the index of a course; that of a release has a name that changes with its content. */
async function loadIndexOf({ dataset }: HTMLElement, root: string): Promise<CourseIndex> {
  self.courseNames = {};
  self.courseIndex = [];
  if (dataset.names) await insertScript(root + dataset.names);
  await insertScript(root + (self.courseNames[INDEX] ?? INDEX));
  const index = decodeIndex(self.courseIndex[0]);
  if (!index) throw new Error(`${root} has no index that this page can read`);
  return index;
}
