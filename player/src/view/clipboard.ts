import { make } from "./dom";

/** Copies without `navigator.clipboard`, which is missing on plain http and in a folder. */
export function copyText(text: string, place: HTMLElement, label: string): boolean {
  place.querySelector(".cq-copied")?.remove();
  const shown = make("textarea", { class: "cq-copied", readonly: true, rows: 6, "aria-label": label });
  shown.value = text;
  place.append(shown);
  shown.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // The text stays selected, to be copied by hand.
  }
  if (done) shown.remove();
  return done;
}
