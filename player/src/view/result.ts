/** The result of a run: the score, what to do next, what to read again, and each requirement. */

import { resultTexts as words } from "../texts/result";
import { type Child, fill, make } from "./dom";
import { readAgain } from "./read-again";
import { link } from "./rich";

interface Link {
  readonly label: string;
  readonly href: string;
}

interface Row {
  readonly requirement: Link;
  readonly counts: { readonly right: number };
  readonly asked: number;
  readonly again: readonly Link[];
}

export interface Result {
  readonly counts: {
    readonly right: number;
    readonly partial: number;
    readonly wrong: number;
    readonly open: number;
  };
  readonly rows: readonly Row[];
  /** The requirements to read again, the weakest first. */
  readonly again: Parameters<typeof readAgain>[0];
  /** What to do next, the next step first. */
  readonly actions: readonly Child[];
  readonly further: readonly Child[];
}

export interface ResultSection {
  readonly element: HTMLElement;
  show(result: Result): void;
  focus(): void;
}

export function resultSection(): ResultSection {
  const heading = make("h2", { class: "cq-title", tabindex: -1 }, words.result);
  const body = make("div");
  return {
    element: make("section", { class: "cq-card cq-result" }, heading, body),
    show: (result) =>
      fill(
        body,
        score(result),
        make("div", { class: "cq-actions" }, ...result.actions),
        ...readAgain(result.again),
        ...result.further,
        make("details", { class: "cq-fold" }, make("summary", {}, words.byRequirement), table(result)),
      ),
    focus: () => heading.focus(),
  };
}

function score({ counts: { right, partial, wrong, open } }: Result): HTMLElement {
  const all = right + partial + wrong + open;
  const rest = right === all ? words.allRight : words.parts(partial, wrong, open);
  return make(
    "p",
    { class: "cq-score" },
    make("strong", {}, words.score(right, all)),
    make("span", {}, rest),
  );
}

function table({ rows }: Result): HTMLElement {
  const head = [words.requirement, words.rightCount, words.reread].map((label) =>
    make("th", { scope: "col" }, label),
  );
  const lines = rows.map(({ requirement, counts, asked, again }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, link(requirement.label, requirement.href)),
      make("td", { class: "cq-figure" }, words.requirementScore(counts.right, asked)),
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
