import { resultTexts } from "../texts/result";
import { make } from "./dom";
import { link } from "./rich";

/** What to read again, as links; `words` say why. */
export function readAgain(
  rows: readonly { readonly label: string; readonly href: string; readonly words: string }[],
): readonly HTMLElement[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ label, href, words }) =>
    make("li", {}, link(label, href), make("span", {}, words)),
  );
  return [
    make("h3", { class: "cq-subtitle" }, resultTexts.again),
    make("ol", { class: "cq-rereads" }, ...lines),
  ];
}
