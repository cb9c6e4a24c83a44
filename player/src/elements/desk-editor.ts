/** <desk-editor>: beside the form of a question, the question as members will see it, while it is being typed. */

import { isChanged } from "./desk-forms";

interface Preview {
  /** The player's data as JSON; null while too little of the question is there. */
  readonly question: string | null;
}

/** Milliseconds without typing before the question is shown. */
const PAUSE = 400;

export class DeskEditor extends HTMLElement {
  private pause: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form) return;
    this.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => void this.show(form), PAUSE);
    });
    // Something may have been typed before this script ran.
    if ([...form.elements].some(isChanged)) void this.show(form);
  }

  private async show(form: HTMLFormElement): Promise<void> {
    this.asked += 1;
    const request = this.asked;
    const answer = await fetch(this.dataset.preview ?? "", {
      method: "POST",
      body: new FormData(form),
    }).catch(() => null);
    // What was typed meanwhile is asked for by itself. A desk that has ended leaves the last picture.
    if (!answer?.ok || request !== this.asked) return;
    const { question } = (await answer.json()) as Preview;
    this.querySelector(".seen desk-question")?.setAttribute("data-question", question ?? "");
    this.querySelector(".incomplete")?.toggleAttribute("hidden", question !== null);
  }
}
