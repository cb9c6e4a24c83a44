import type { Standing } from "../answer";
import type { Body } from "../data";
import { marks } from "../grade";
import { SYMBOLS, texts } from "../texts";
import { make } from "./dom";

/** A verdict by colour, by symbol and in words. */
export function verdictLine(body: Body, response: unknown, standing: Standing): HTMLElement[] {
  const counted = marks(body, response);
  const detail =
    standing === "partial" ? texts.partly(body.type, counted.filter(Boolean).length, counted.length) : "";
  const words = detail ? `${texts.verdict(standing)}：${detail}` : texts.verdict(standing);
  return [
    make("span", { class: `cq-symbol cq-symbol-${standing}`, "aria-hidden": "true" }, SYMBOLS[standing]),
    make("span", { class: "cq-words" }, words),
  ];
}
