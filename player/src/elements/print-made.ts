import { make } from "../view/dom";
import { print } from "./print";

/**
 * Prints an element made for paper, inside a player with the class `cq-printable`, and removes it afterwards.
 *
 * `title` becomes the file name when the print is saved as PDF.
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
