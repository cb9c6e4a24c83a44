import { root } from "./root";

/** Font sizes at which the text needs the column beside it. */
const LARGE = ["170", "200"];

/** Whether there is a free column beside the text. */
export function hasFreeColumn(): boolean {
  return matchMedia("(min-width: 76.25em)").matches && !LARGE.includes(root.dataset.courseSize ?? "");
}
