/**
 * Does a key belong to an input method that is composing?
 *
 * Safari ends the composition before it reports the Enter that ended it: only the key code 229 tells.
 */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
