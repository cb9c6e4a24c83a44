/** Marks a switch over a union as exhaustive: a missing branch is a type error. */
export function unreachable(value: never): never {
  throw new Error(`no branch for ${JSON.stringify(value)}`);
}
