/** A word to the staff about a question: composed here, carried by hand, since nothing leaves the machine. */

import type { Question } from "../data";
import { texts } from "../texts";
import { button, fill, make, uniqueName } from "./dom";

/** What Windows' editors of old need to see that a file is UTF-8. */
const MARK = "\ufeff";

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
  const report = () => texts.reportLines(id, version, course, moment(new Date()), words.value.trim());
  const copied = () => fill(said, copy(report(), box) ? texts.reportCopied : texts.reportByHand);
  const saved = () => {
    save(texts.reportFile(id), report());
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

/** The reader's own date and time, to the minute. */
function moment(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** Copies without `navigator.clipboard`, which pages over plain http and from a folder do not have. */
function copy(text: string, place: HTMLElement): boolean {
  place.querySelector(".cq-report-text")?.remove();
  const shown = make("textarea", {
    class: "cq-report-text",
    readonly: true,
    rows: 6,
    "aria-label": texts.report,
  });
  shown.value = text;
  place.append(shown);
  shown.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // Left selected, to be copied by hand.
  }
  if (done) shown.remove();
  return done;
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(
    new Blob([MARK, text.replace(/\n/g, "\r\n"), "\r\n"], { type: "text/plain" }),
  );
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
