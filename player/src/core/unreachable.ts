/** Closes a switch over a union: a new member that lacks its branch is a type error here. */
export function unreachable(value: never): never {
  throw new Error(`no branch for ${JSON.stringify(value)}`);
}
