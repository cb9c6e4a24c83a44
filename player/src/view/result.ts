/** The result of a run: the score, what to do next, and each requirement with the points to read again. */

import { texts } from "../texts/player";
import { button, type Child, fill, make } from "./dom";
import { link } from "./rich";

interface Link {
  readonly label: string;
  readonly href: string;
}

export interface Result {
  readonly counts: {
    readonly right: number;
    readonly partial: number;
    readonly wrong: number;
    readonly open: number;
  };
  readonly rows: readonly {
    readonly requirement: Link;
    readonly counts: { readonly right: number };
    readonly asked: number;
    readonly again: readonly Link[];
  }[];
  readonly mistakes: number;
  /** Further actions. */
  readonly onward: readonly Child[];
  retry(): void;
  toOpen(): void;
}

export interface ResultSection {
  readonly element: HTMLElement;
  show(result: Result): void;
  focus(): void;
}

export function resultSection(): ResultSection {
  const heading = make("h2", { class: "cq-title", tabindex: -1 }, texts.result);
  const body = make("div");
  return {
    element: make("section", { class: "cq-card cq-result" }, heading, body),
    show: (result) => fill(body, ...summary(result), ...result.onward, table(result)),
    focus: () => heading.focus(),
  };
}

function summary(result: Result): HTMLElement[] {
  const { right, partial, wrong, open } = result.counts;
  const all = right + partial + wrong + open;
  const rest = right === all ? texts.allRight : texts.parts(partial, wrong, open);
  return [
    make("p", { class: "cq-score" }, make("strong", {}, texts.score(right, all)), make("span", {}, rest)),
    make(
      "div",
      { class: "cq-actions" },
      open > 0 && button("open", texts.toOpen, result.toOpen),
      result.mistakes > 0 && button("retry", texts.retry(result.mistakes), result.retry),
    ),
  ];
}

function table({ rows }: Result): HTMLElement {
  const head = [texts.requirement, texts.rightCount, texts.reread].map((label) =>
    make("th", { scope: "col" }, label),
  );
  const lines = rows.map(({ requirement, counts, asked, again }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, link(requirement.label, requirement.href)),
      make("td", { class: "cq-figure" }, texts.requirementScore(counts.right, asked)),
      make("td", {}, ...again.flatMap(({ label, href }, index) => [index > 0 && "、", link(label, href)])),
    ),
  );
  return make(
    "table",
    { class: "cq-table" },
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...lines),
  );
}
