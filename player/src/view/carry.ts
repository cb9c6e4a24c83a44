/** Carrying text out of the page by hand, since nothing leaves the machine by itself. */

import { make } from "./dom";

/** What Windows' editors and spreadsheets need to see that a file is UTF-8. */
export const MARK = "\ufeff";

/** Copies without `navigator.clipboard`, which pages over plain http and from a folder do not have. */
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
    // Left selected, to be copied by hand.
  }
  if (done) shown.remove();
  return done;
}

/** Offers a file for download. */
export function saveFile(name: string, type: string, ...parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The reader's own date, such as 2026-01-31. */
export function dayText(at: number): string {
  const when = new Date(at);
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

/** The reader's own date and time, to the minute. */
export function momentText(at: number): string {
  const when = new Date(at);
  return `${dayText(at)} ${two(when.getHours())}:${two(when.getMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
