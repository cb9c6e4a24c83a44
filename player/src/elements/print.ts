import { texts } from "../texts";
import { button, make } from "../view/dom";

/** The sign on a list that it is printed with its answers. */
const WITH_ANSWERS = "cq-with-answers";

/** Puts a button before the line that says how to print a page which is made for paper. */
export function offerPrinting(): void {
  for (const line of document.querySelectorAll(".course-print")) {
    line.prepend(
      button("print", texts.printPage, () => window.print(), { class: "cq-primary" }),
      " ",
    );
  }
}

/** Prints the readable list in the page; style sheets swap it for the player on paper. */
export function printList(list: HTMLElement | null, withAnswers: boolean): void {
  const answers = Array.from(list?.querySelectorAll<HTMLDetailsElement>(".course-answer") ?? []);
  const before = answers.map(({ open }) => open);
  setOpen(answers, () => withAnswers);
  // The theme opens whatever is folded before it prints, so being open does not say that an answer is wanted.
  list?.classList.toggle(WITH_ANSWERS, withAnswers);
  const done = () => {
    setOpen(answers, (index) => before[index] ?? false);
    list?.classList.remove(WITH_ANSWERS);
  };
  // Some browsers return from print() before the page is on paper.
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}

function setOpen(answers: readonly HTMLDetailsElement[], open: (index: number) => boolean): void {
  answers.forEach((answer, index) => {
    answer.open = open(index);
  });
}

/**
 * Prints what is made for paper alone, inside a player with the class `cq-printable`; then it goes again.
 *
 * `title` becomes the name of a file that is saved as PDF.
 */
export function printMade(player: HTMLElement, title: string, made: HTMLElement): void {
  const before = document.title;
  const holder = make("div", { class: "cq-print-only" }, made);
  document.title = title;
  player.append(holder);
  player.classList.add("cq-printing");
  const done = () => {
    document.title = before;
    holder.remove();
    player.classList.remove("cq-printing");
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
