/** The members of a branch with their papers, as a table and for a spreadsheet. */

import { type Counted, isPass } from "../learning/branch";
import type { SlipPaper } from "../learning/slip";
import { branchTexts } from "../texts/branch";
import { dayText, momentText } from "../view/dates";
import { type Child, make } from "../view/dom";
import { shownName } from "../view/profile";
import { dataTable } from "../view/table";

/** In the order of the argument. */
export function memberTable(counted: readonly Counted[]): HTMLElement {
  const rows = counted.map(({ slip }): Child[] => [
    make("span", { class: "cq-member" }, shownName(slip.name ?? branchTexts.anonymous)),
    shownName(slip.branch),
    String(slip.days),
    results(slip.papers),
    dayText(slip.made),
  ]);
  return dataTable(branchTexts.memberHeads, rows);
}

function results(papers: readonly SlipPaper[]): Child {
  if (papers.length === 0) return branchTexts.noResult;
  const lines = papers.map((paper) =>
    make("li", {}, branchTexts.result(paper.number, paper.halves, paper.full, isPass(paper))),
  );
  return make("ul", { class: "cq-branch-results" }, ...lines);
}

/** One line for each paper, and one for each member without papers. */
export function csvRows(counted: readonly Counted[]): readonly (readonly (string | number)[])[] {
  const rows = counted.flatMap(({ slip }) => {
    const member = [slip.name ?? branchTexts.anonymous, slip.branch, dayText(slip.made), slip.days];
    if (slip.papers.length === 0) return [[...member, ...Array<string>(PAPER_CELLS).fill("")]];
    return slip.papers.map((paper) => [...member, ...paperCells(paper)]);
  });
  return [branchTexts.csvHeads, ...rows];
}

const PAPER_CELLS = 7;

function paperCells(paper: SlipPaper): readonly (string | number)[] {
  return [
    paper.number,
    paper.title,
    paper.halves / 2,
    paper.full / 2,
    paper.passing / 2,
    isPass(paper) ? branchTexts.yes : branchTexts.no,
    momentText(paper.ended),
  ];
}
