/** Files that the reader chooses or drops. They never leave the device. */

import { visible } from "../core/visible";
import { button, make } from "../view/dom";
import { receiveFiles } from "./receive-files";

export interface DroppedFile {
  readonly name: string;
  /** The content; null if the file is too large or cannot be read. */
  readonly text: string | null;
}

export interface DropZone {
  readonly label: string;
  readonly hint: string;
  /** The largest file, in bytes. */
  readonly largest: number;
  /** Whether many files can be chosen at once; they are then taken anywhere on the page. */
  readonly several: boolean;
  /** Whether choosing files is what the page is for. */
  readonly primary: boolean;
}

/** A button and a drop zone for files; `taken` receives all files of one selection together. */
export function fileDrop(
  { label, hint, largest, several, primary }: DropZone,
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
  const open = button("choose-files", label, () => input.click(), { class: primary ? "cq-primary" : "" });
  const place = make("div", { class: "cq-drop" }, open, input, make("span", { class: "cq-hint" }, hint));
  // Beside the zone the browser would open the file, and leave the page.
  receiveFiles(several ? document : place, place, (files) => void read(files));
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
