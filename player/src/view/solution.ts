/** Feedback after submission: lessons of options, the right answer, the explanation. */

import type { Blank, Body, Order, Short, Text } from "../core/data";
import { marks } from "../core/grade";
import { type Lesson, lessons } from "../core/lessons";
import { unreachable } from "../core/unreachable";
import { SYMBOLS, texts } from "../texts/player";
import { make } from "./dom";
import { plain, rich } from "./rich";

/** The right answer, if the fields do not show it, and the lessons of wrong choices. */
export function solution(body: Body, response: unknown): HTMLElement[] {
  switch (body.type) {
    case "single":
    case "multiple":
      return lessonList(lessons(body, response));
    case "truefalse":
    case "match":
    case "case":
    case "scenario":
      return [];
    case "blank":
      return missedBlanks(body, response);
    case "order":
      return rightOrder(body, response);
    case "short":
      return coverage(body, response);
    default:
      return unreachable(body);
  }
}

export function explanation(text: Text): HTMLElement[] {
  if (text.length === 0) return [];
  const title = make("strong", { class: "cq-explanation-title" }, texts.explanation);
  return [make("p", { class: "cq-explanation" }, title, ...rich(text))];
}

function lessonList(found: readonly Lesson[]): HTMLElement[] {
  if (found.length === 0) return [];
  const rows = found.map(({ fault, option, why }) => {
    const words = fault === "chosen" ? texts.lessonChosen : texts.lessonMissed;
    return make("li", {}, make("strong", {}, `${words}“${plain(option)}”：`), ...rich(why));
  });
  return [make("ul", { class: "cq-lessons" }, ...rows)];
}

function missedBlanks(body: Blank, response: unknown): HTMLElement[] {
  const good = marks(body, response);
  const rows = body.answers.flatMap((accepted, index) =>
    good[index]
      ? []
      : [
          make(
            "li",
            {},
            texts.blankAnswer(index + 1, body.answers.length),
            make("strong", {}, accepted[0] ?? ""),
          ),
        ],
  );
  return rows.length > 0 ? [make("ul", { class: "cq-lessons" }, ...rows)] : [];
}

function rightOrder(body: Order, response: unknown): HTMLElement[] {
  if (marks(body, response).every(Boolean)) return [];
  const items = body.items.map((item) => make("li", {}, ...rich(item)));
  return [
    make("p", { class: "cq-subtitle" }, texts.rightOrder),
    make("ol", { class: "cq-right-order" }, ...items),
  ];
}

function coverage(body: Short, response: unknown): HTMLElement[] {
  const rows = marks(body, response).map((good, index) =>
    make(
      "li",
      { class: good ? "cq-is-right" : "cq-is-wrong" },
      make(
        "span",
        { class: "cq-tag" },
        `${SYMBOLS[good ? "right" : "wrong"]} ${good ? texts.covered : texts.uncovered}`,
      ),
      make("span", {}, ...rich(body.reference[index] ?? "")),
    ),
  );
  return [make("ul", { class: "cq-coverage" }, ...rows)];
}
