import type { Inline, Text } from "../data";
import { type Child, make } from "./dom";
import { address } from "./site";

/** The nodes of a text with its few kinds of markup. */
export function rich(text: Text): readonly Child[] {
  return typeof text === "string" ? [text] : text.map(node);
}

/** The words of a text alone, for names and announcements. */
export function plain(text: Text): string {
  return typeof text === "string" ? text : text.map(words).join("");
}

/** A link within the site; the label alone if it would lead elsewhere. */
export function link(label: string, path: string, title?: string): Child {
  const href = address(path);
  return href === null ? label : make("a", { href, title: title ?? false }, label);
}

function node(run: Inline): Child {
  if (typeof run === "string") return run;
  if ("strong" in run) return make("strong", {}, run.strong);
  if ("code" in run) return make("code", {}, run.code);
  return link(run.text, run.href, run.title);
}

function words(run: Inline): string {
  if (typeof run === "string") return run;
  if ("strong" in run) return run.strong;
  return "code" in run ? run.code : run.text;
}
