/** Windows with a free column beside the text. */
export const WIDE = "(min-width: 76.25em)";
