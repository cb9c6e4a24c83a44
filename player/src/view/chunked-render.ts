/** Renders long content in chunks per animation frame, so that input is handled in between. */

import { make } from "./dom";

export class ChunkedRender {
  private left: (() => void)[] = [];
  private waiting = false;
  private ready: Promise<unknown> = Promise.resolve();

  /** `size` pieces should take a slow phone about a tenth of a second to create and lay out. */
  constructor(private readonly size: number) {
    // Printing needs everything.
    window.addEventListener("beforeprint", () => this.finish());
  }

  /**
   * Renders the first pieces at once and the others in frames after `ready`; discards the rest of earlier ones.
   * Returns a slot for each: adding to a growing list makes browsers restyle all of it.
   */
  begin(
    pieces: readonly (() => Node)[],
    first = this.size,
    ready: Promise<unknown> = Promise.resolve(),
  ): HTMLElement[] {
    const slots = pieces.map(() => make("div", { class: "cq-slot" }));
    this.ready = ready;
    this.left = pieces.map((piece, number) => () => slots[number]?.append(piece()));
    this.proceed(first);
    return slots;
  }

  /** Renders the next pieces; false if there were none. */
  proceed(count = this.size): boolean {
    const some = this.left.splice(0, count);
    for (const add of some) add();
    if (this.left.length > 0) this.wait();
    return some.length > 0;
  }

  private finish(): void {
    while (this.proceed());
  }

  private wait(): void {
    if (this.waiting) return;
    this.waiting = true;
    // After the frame, so that the pieces are laid out before the next ones.
    requestAnimationFrame(() =>
      setTimeout(async () => {
        await this.ready;
        this.waiting = false;
        this.proceed();
      }),
    );
  }
}
