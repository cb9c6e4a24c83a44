import { make } from "./dom";

/** A coloured disc with the first character of a name, so that two profiles differ without colour too. */
export function profileMark(profile: { readonly name: string; readonly colour: string } | null): HTMLElement {
  const look = `cq-mark cq-mark-${profile?.colour ?? "none"}`;
  return make("span", { class: look, "aria-hidden": "true" }, Array.from(profile?.name ?? "○")[0]);
}
