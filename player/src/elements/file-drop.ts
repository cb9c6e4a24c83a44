/** Files that the reader chooses or drops. They never leave the device. */

import { visible } from "../core/visible";
import { button, make } from "../view/dom";

export interface DroppedFile {
  readonly name: string;
  /** The content; null if the file is too large or cannot be read. */
  readonly text: string | null;
}

/**
 * A button and a drop zone for files.
 *
 * `largest` is the limit in bytes; `taken` receives all files of one selection together.
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
    // Allows the same file to be chosen again.
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
