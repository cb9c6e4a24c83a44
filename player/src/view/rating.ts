import type { Rating } from "../core/answer";
import { button } from "./dom";

/** A button for each rating, labelled by `words`. */
export function ratingButtons(
  ratings: readonly Rating[],
  words: Readonly<Record<Rating, string>>,
  chosen: (rating: Rating) => void,
): readonly HTMLElement[] {
  return ratings.map((rating) =>
    button("rate", words[rating], () => chosen(rating), { "data-rating": rating }),
  );
}
