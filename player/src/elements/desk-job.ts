/** <desk-job>: what a long command has printed so far; the page is loaded again when the command has ended. */

interface JobState {
  readonly state: "running" | "done" | "failed" | "stopped";
  readonly lines: readonly string[];
  /** Of the site that the command has opened, empty if there is none. */
  readonly address: string;
}

/** Milliseconds between two looks. */
const PAUSE = 500;

export class DeskJob extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset.state === "running") this.watch();
  }

  private watch(): void {
    setTimeout(() => {
      // A look that failed is repeated: the desk may be busy.
      this.look().catch(() => this.watch());
    }, PAUSE);
  }

  private async look(): Promise<void> {
    const answer = await fetch(this.dataset.source ?? "");
    if (!answer.ok) return location.reload();
    const { state, lines, address } = (await answer.json()) as JobState;
    if (state !== "running" || address !== this.dataset.address) return location.reload();
    const output = this.querySelector(".output");
    const isAtEnd = output && output.scrollTop + output.clientHeight >= output.scrollHeight - 1;
    if (output) output.textContent = lines.join("\n");
    if (output && isAtEnd) output.scrollTop = output.scrollHeight;
    if (this.isConnected) this.watch();
  }
}
