/** Files that the reader hands to the page: chosen from a list, or dropped. They never leave the machine. */

import { visible } from "../core/visible";
import { button, make } from "../view/dom";

export interface DroppedFile {
  readonly name: string;
  /** What it holds; null if it is larger than allowed or cannot be read. */
  readonly text: string | null;
}

/**
 * A button and a place to drop files on.
 *
 * `largest` is the most bytes a file may have; `taken` gets all files of one go together.
 */
export function fileDrop(
  label: string,
  hint: string,
  largest: number,
  several: boolean,
  taken: (files: readonly DroppedFile[]) => void,
): HTMLElement {
  const input = make("input", {
    type: "file",
    class: "cq-unseen",
    accept: ".json,application/json",
    multiple: several,
    tabindex: -1,
    "aria-label": label,
  });
  const read = async (files: FileList | null) => {
    if (!files || files.length === 0) return;
    taken(await Promise.all(Array.from(files, (file) => readText(file, largest))));
    // So that the same file can be given again.
    input.value = "";
  };
  input.addEventListener("change", () => void read(input.files));
  const open = button("choose-files", label, () => input.click(), { class: "cq-primary" });
  const place = make("div", { class: "cq-drop" }, open, input, make("span", { class: "cq-hint" }, hint));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("cq-dropping");
  });
  place.addEventListener("dragleave", () => place.classList.remove("cq-dropping"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("cq-dropping");
    void read(event.dataTransfer?.files ?? null);
  });
  return place;
}

function readText(file: File, largest: number): Promise<DroppedFile> {
  if (file.size > largest) return Promise.resolve({ name: visible(file.name), text: null });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: visible(file.name), text: String(reader.result) });
    reader.onerror = () => resolve({ name: visible(file.name), text: null });
    reader.readAsText(file);
  });
}
