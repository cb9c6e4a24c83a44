/** The type of a slide: as large as the window allows, so that a question is seen together with its options and key. */

/** Each a share of the full size. Below the last, a room reads better by scrolling than by squinting. */
const SIZES = [1, 0.9, 0.8, 0.72, 0.65, 0.6] as const;

/** Sizes are fractions of pixels. */
const SLACK = 1;

/**
 * Sets the largest type at which a slide fits into this many pixels: with what it holds back, else as it is shown. A
 * slide that fits in neither way keeps its full size.
 */
export function fitSlide(slide: HTMLElement, height: number): void {
  slide.classList.add("cq-measured");
  const whole = SIZES.find((size) => fits(slide, size, height));
  slide.classList.remove("cq-measured");
  if (whole === undefined) setSize(slide, SIZES.find((size) => fits(slide, size, height)) ?? SIZES[0]);
}

function fits(slide: HTMLElement, size: number, height: number): boolean {
  setSize(slide, size);
  return slide.getBoundingClientRect().height <= height + SLACK;
}

function setSize(slide: HTMLElement, size: number): void {
  slide.style.setProperty("--cq-fit", String(size));
}
