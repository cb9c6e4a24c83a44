/** Printing what is made for paper; a script of its own, because few visits print. */

import { PRINT } from "../texts/printed";
import { button, make } from "../view/dom";
import { articleOf } from "../view/landmarks";

/** Marks a list that is printed with answers. */
const WITH_ANSWERS = "cq-with-answers";

/** Sent to the window before something else is printed. */
const PRINTING = "course:printing";

/** Events that show that printing is over: its own, another print, or the reader's return to the page. */
const ENDS = ["afterprint", PRINTING, "pointerdown", "keydown", "click"];

/** Adds a print button to pages that are made for paper. */
export function offerPrinting(): void {
  for (const line of document.querySelectorAll(".course-print")) {
    line.prepend(
      button("print", PRINT, () => window.print(), { class: "cq-primary" }),
      " ",
    );
  }
}

/** Prints the static list; style sheets show it instead of the player on paper. */
export function printList(list: HTMLElement | null, withAnswers: boolean): void {
  const answers = Array.from(list?.querySelectorAll<HTMLDetailsElement>(".course-answer") ?? []);
  print(() => {
    const before = answers.map(({ open }) => open);
    setOpen(answers, () => withAnswers);
    // The theme opens all folded content before printing, so open does not mean that an answer is wanted.
    list?.classList.toggle(WITH_ANSWERS, withAnswers);
    return () => {
      setOpen(answers, (index) => before[index] ?? false);
      list?.classList.remove(WITH_ANSWERS);
    };
  });
}

function setOpen(answers: readonly HTMLDetailsElement[], open: (index: number) => boolean): void {
  answers.forEach((answer, index) => {
    answer.open = open(index);
  });
}

/**
 * Prints an element made for paper in the place of the whole article, and removes it afterwards.
 *
 * `title` becomes the file name when the print is saved as PDF.
 */
export function printMade(title: string, made: HTMLElement): void {
  const holder = make("div", { class: "cq-player cq-printable cq-print-only" }, made);
  const article = articleOf() ?? document.body;
  print(() => {
    const before = document.title;
    document.title = title;
    article.append(holder);
    article.classList.add("cq-printing");
    return () => {
      document.title = before;
      holder.remove();
      article.classList.remove("cq-printing");
    };
  });
}

/**
 * Prints the page after `prepare`; the function that `prepare` returns restores the page afterwards.
 *
 * Some browsers return from print() before the page is on paper. Others, embedded in other programs, have no print(),
 * fail in it, or do nothing and report no end; then the next event ends it.
 */
export function print(prepare: () => () => void): void {
  window.dispatchEvent(new Event(PRINTING));
  const restore = prepare();
  let began = false;
  const begin = () => {
    // A second beforeprint belongs to another print.
    if (began) end();
    began = true;
  };
  const end = () => {
    window.removeEventListener("beforeprint", begin);
    for (const event of ENDS) window.removeEventListener(event, end, true);
    restore();
  };
  window.addEventListener("beforeprint", begin);
  for (const event of ENDS) window.addEventListener(event, end, true);
  try {
    window.print();
  } catch (error) {
    console.error(error);
    end();
  }
}
