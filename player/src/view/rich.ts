import type { Inline, Text } from "../core/data";
import { type Child, make } from "./dom";
import { address } from "./site";

export { plain } from "../core/plain-text";

/** The nodes of a text with inline markup. */
export function rich(text: Text): readonly Child[] {
  return typeof text === "string" ? [text] : text.map(node);
}

/** A link within the site; only the label if it would lead elsewhere. */
export function link(label: string, path: string, title?: string): Child {
  const href = address(path);
  return href === null ? label : make("a", { href, title: title ?? false }, label);
}

/** A link that looks like a button; `isNext` if it is the one filled button of its view. */
export function linkButton(label: string, path: string, isNext = false): Child {
  const to = link(label, path);
  if (to instanceof HTMLElement) to.className = isNext ? "cq-button cq-primary" : "cq-button";
  return to;
}

function node(run: Inline): Child {
  if (typeof run === "string") return run;
  if ("strong" in run) return make("strong", {}, run.strong);
  if ("code" in run) return make("code", {}, run.code);
  return link(run.text, run.href, run.title);
}
