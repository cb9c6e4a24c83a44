/** <desk-ticks>: a button that ticks all boxes of a name in the form around it; not there without script. */

export class DeskTicks extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = this.closest("form")?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [];
      for (const box of boxes) if (box.name === this.dataset.name) box.checked = true;
      // What is ticked is not saved yet.
      this.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
