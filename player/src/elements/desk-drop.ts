/** <desk-drop>: a place for a file to be dropped, which then is as if it had been chosen in the field inside. */

export class DeskDrop extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.classList.add("over");
    });
    this.addEventListener("dragleave", () => this.classList.remove("over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("over");
      const field = this.querySelector("input");
      const files = event.dataTransfer?.files;
      if (!field || !files || files.length === 0) return;
      field.files = files;
      field.form?.requestSubmit();
    });
  }
}
