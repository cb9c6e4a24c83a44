import type { Inline, Text } from "./data";

/** Returns a text without its markup, for names and announcements. */
export function plain(text: Text): string {
  return typeof text === "string" ? text : text.map(words).join("");
}

function words(run: Inline): string {
  if (typeof run === "string") return run;
  if ("strong" in run) return run.strong;
  return "code" in run ? run.code : run.text;
}
