/**
 * <desk-drop>: a file dropped anywhere on the page is as if it had been chosen in the field inside, and is sent at once.
 * The field fills the place, so that it takes a file itself until this script has run.
 */

import { receiveFiles } from "./receive-files";

export class DeskDrop extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector("input");
    if (!field) return;
    // Beside the field the browser would open the file, and leave the page.
    receiveFiles(document, this, (files) => {
      field.files = files;
      field.form?.requestSubmit();
    });
  }
}
