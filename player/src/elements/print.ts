import { texts } from "../texts/player";
import { button, make } from "../view/dom";

/** Marks a list that is printed with its answers. */
const WITH_ANSWERS = "cq-with-answers";

/** Sent to the window when something else is about to be printed. */
const PRINTING = "course:printing";

/** What shows that a print is over: its own event, another print, or that the reader is back on the page. */
const ENDS = ["afterprint", PRINTING, "pointerdown", "keydown", "click"];

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
  print(() => {
    const before = answers.map(({ open }) => open);
    setOpen(answers, () => withAnswers);
    // The theme opens whatever is folded before it prints, so being open does not say that an answer is wanted.
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
 * Prints what is made for paper alone, inside a player with the class `cq-printable`; then it goes again.
 *
 * `title` becomes the name of a file that is saved as PDF.
 */
export function printMade(player: HTMLElement, title: string, made: HTMLElement): void {
  const holder = make("div", { class: "cq-print-only" }, made);
  print(() => {
    const before = document.title;
    document.title = title;
    player.append(holder);
    player.classList.add("cq-printing");
    return () => {
      document.title = before;
      holder.remove();
      player.classList.remove("cq-printing");
    };
  });
}

/**
 * Prints the page as `prepare` makes it; what `prepare` returns makes it what it was, once that is over.
 *
 * Some browsers return from print() before the page is on paper. Others, inside other programs, have no print(), fail
 * in it, or do nothing and report no end; then whatever happens next ends it.
 */
function print(prepare: () => () => void): void {
  window.dispatchEvent(new Event(PRINTING));
  const restore = prepare();
  let began = false;
  const begin = () => {
    // A second beginning is that of another print.
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
