/** Much that is shown at once comes a few pieces to a frame: a touch in between need not wait for all of it. */

import { make } from "./dom";

export class ChunkedRender {
  private left: (() => void)[] = [];
  private waiting = false;

  /** In `size` pieces there should be about what a slow phone makes and lays out in a tenth of a second. */
  constructor(private readonly size: number) {
    // Paper gets everything.
    window.addEventListener("beforeprint", () => this.finish());
  }

  /**
   * Makes the first pieces at once and the others in the frames that follow; what was left of earlier ones is dropped.
   * Gives a slot for each: in a list that grows, browsers would style all that stands there already once more.
   */
  begin(pieces: readonly (() => Node)[], first = this.size, slot: "div" | "tbody" = "div"): HTMLElement[] {
    const slots = pieces.map(() => make(slot, { class: "cq-slot" }));
    this.left = pieces.map((piece, number) => () => slots[number]?.append(piece()));
    this.proceed(first);
    return slots;
  }

  /** Makes some more pieces; false if there were none. */
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
    // After the frame, so that what came is laid out before more comes.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.waiting = false;
        this.proceed();
      }),
    );
  }
}
