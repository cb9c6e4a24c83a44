/** A word to the staff about a question: composed here, carried by hand, since nothing leaves the machine. */

import type { Question } from "../data";
import { texts } from "../texts";
import { copyText, MARK, momentText, saveFile } from "./carry";
import { button, fill, make, uniqueName } from "./dom";

export function reportBox(question: Question, course: string): HTMLElement {
  const box = make("details", { class: "cq-report" }, make("summary", {}, texts.report));
  // Made when asked for: fields that nobody wants only stand in the way of those of the question.
  box.addEventListener("toggle", () => box.append(...fields(question, course, box)), { once: true });
  return box;
}

function fields({ id, version }: Question, course: string, box: HTMLElement): readonly HTMLElement[] {
  const name = uniqueName();
  const words = make("textarea", { id: name, class: "cq-report-words", rows: 2, maxlength: 500 });
  const said = make("p", { class: "cq-report-said", role: "status" });
  const report = () => texts.reportLines(id, version, course, momentText(Date.now()), words.value.trim());
  const copied = () =>
    fill(said, copyText(report(), box, texts.report) ? texts.reportCopied : texts.reportByHand);
  const saved = () => {
    saveFile(texts.reportFile(id), "text/plain", MARK, report().replace(/\n/g, "\r\n"), "\r\n");
    fill(said, texts.reportSaved);
  };
  const steps = make(
    "div",
    { class: "cq-report-steps" },
    button("report-copy", texts.reportCopy, copied),
    button("report-save", texts.reportSave, saved),
  );
  return [make("label", { for: name }, texts.reportWords), words, steps, said];
}
