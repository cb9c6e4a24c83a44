import { characters, visible } from "../core/visible";
import { make } from "./dom";

/** A placeholder for the name in a sentence; no text of the player contains it. */
const HOLE = "\0";

/** A coloured disc with the first character of a name, to distinguish profiles without colour too. */
export function profileMark(profile: { readonly name: string; readonly colour: string } | null): HTMLElement {
  const look = `cq-mark cq-mark-${profile?.colour ?? "none"}`;
  return make(
    "span",
    { class: look, "aria-hidden": "true" },
    characters(visible(profile?.name ?? ""))[0] ?? "○",
  );
}

/** A sentence with a user-defined name, isolated so that its script does not change the direction of the sentence. */
export function withName(sentence: (name: string) => string, name: string): HTMLElement {
  const [before, after] = name ? sentence(HOLE).split(HOLE) : [sentence("")];
  return make("span", {}, before, name && shownName(name), after);
}

export function shownName(name: string): HTMLElement {
  return make("bdi", {}, name);
}
