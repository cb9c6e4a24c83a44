/** <course-duties>: the tools of a duty list, or of the table that compares roles. */

import { roleChoice } from "../view/role-choice";
import { DutyList } from "./duty-list";
import { addingElement } from "./host";

export const CourseDuties = addingElement(async (host) => {
  const page = host.closest<HTMLElement>(".course-duties");
  if (!page) return;
  const table = page.querySelector<HTMLTableElement>(".course-matrix");
  if (table) host.append(roleChoice(table));
  else await new DutyList(host, page).open();
});
