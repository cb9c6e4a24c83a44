import type { Standing } from "../core/answer";
import type { Body } from "../core/data";
import { marks } from "../core/grade";
import { SYMBOLS, texts } from "../texts/player";
import { make } from "./dom";
import { scenarioView } from "./on-demand";

/** A verdict by colour, symbol and text. */
export function verdictLine(body: Body, response: unknown, standing: Standing): HTMLElement[] {
  return [
    make("span", { class: `cq-symbol cq-symbol-${standing}`, "aria-hidden": "true" }, SYMBOLS[standing]),
    make("span", { class: "cq-words" }, words(body, response, standing)),
  ];
}

function words(body: Body, response: unknown, standing: Standing): string {
  if (response === null) return texts.unanswered;
  if (body.type === "scenario") return `${texts.verdict(standing)}：${scenarioView().endings[standing]}`;
  if (standing !== "partial") return texts.verdict(standing);
  const counted = marks(body, response);
  return `${texts.verdict(standing)}：${texts.partly(body.type, counted.filter(Boolean).length, counted.length)}`;
}
