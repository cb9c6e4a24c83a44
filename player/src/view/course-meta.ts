/** Which course this page belongs to: what the head of the page says of it. */

import { homeOf } from "../core/home";

/** The course's title, for messages that name it. */
export const COURSE_TITLE = meta("course-title");

/** The course's permanent id. */
export const COURSE_ID = meta("course-id");

const COPY = meta("course-copy");

/** Is this a copy of the site for trying things out? */
export const IS_COPY = COPY !== "";

/** Where this browser keeps what belongs to this course: the name of its database, and the prefix of its keys. */
export const HOME = homeOf(COURSE_ID, COPY);

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}
