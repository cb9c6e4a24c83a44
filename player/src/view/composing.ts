/**
 * Returns whether a key press belongs to an input method that is composing.
 *
 * Safari ends the composition before it reports the Enter that ended it: only key code 229 reveals that.
 */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
