/** Prints the readable list in the page; style sheets swap it for the player on paper. */
export function printList(list: HTMLElement | null, withAnswers: boolean): void {
  const answers = Array.from(list?.querySelectorAll<HTMLDetailsElement>(".course-answer") ?? []);
  const before = answers.map(({ open }) => open);
  setOpen(answers, () => withAnswers);
  // Some browsers return from print() before the page is on paper.
  window.addEventListener("afterprint", () => setOpen(answers, (index) => before[index] ?? false), {
    once: true,
  });
  window.print();
}

function setOpen(answers: readonly HTMLDetailsElement[], open: (index: number) => boolean): void {
  answers.forEach((answer, index) => {
    answer.open = open(index);
  });
}
