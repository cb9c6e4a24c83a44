/**
 * A report to the staff about a question: composed here and passed on by the reader, since nothing leaves the device.
 */

import type { Question } from "../core/data";
import { texts } from "../texts/player";
import { reportTexts as words } from "../texts/report";
import { copyText } from "./clipboard";
import { momentText } from "./dates";
import { button, fill, make, uniqueName } from "./dom";
import { BYTE_ORDER_MARK, saveFile } from "./download";
import { reveal } from "./reveal";

/** Fills the report box of a question; `course` is the course version. */
export function fillReport(
  box: HTMLElement,
  { id, version }: Pick<Question, "id" | "version">,
  course: string,
): void {
  const name = uniqueName();
  const field = make("textarea", { id: name, class: "cq-report-words", rows: 2, maxlength: 500 });
  const said = make("p", { class: "cq-report-said", role: "status" });
  const report = () => words.lines(id, version, course, momentText(Date.now()), field.value.trim());
  const copied = () => fill(said, copyText(report(), box, texts.report) ? words.copied : words.byHand);
  const saved = () => {
    saveFile(words.file(id), "text/plain", BYTE_ORDER_MARK, report().replace(/\n/g, "\r\n"), "\r\n");
    fill(said, words.saved);
  };
  const steps = make(
    "div",
    { class: "cq-report-steps" },
    button("report-copy", words.copy, copied),
    button("report-save", words.save, saved),
  );
  box.append(make("label", { for: name }, words.about), field, steps, said);
  reveal(box);
}
