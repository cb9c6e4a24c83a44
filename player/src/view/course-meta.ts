/** The identity of this page's course, from meta elements in its head. */

import { homeOf } from "../core/home";

/** The course's title, for messages. */
export const COURSE_TITLE = meta("course-title");

/** The course's permanent id. */
export const COURSE_ID = meta("course-id");

const COPY = meta("course-copy");

/** Whether this is a trial copy of the site. */
export const IS_COPY = COPY !== "";

/** The name of the course's database in this browser, and the prefix of its keys. */
export const HOME = homeOf(COURSE_ID, COPY);

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}
