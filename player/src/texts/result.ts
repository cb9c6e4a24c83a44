/** Texts of the result of a run, and of what to do next. */

import { unbroken } from "./unbroken";

export const resultTexts = {
  result: "本轮结果",
  score: (right: number, all: number) => `${all} 题答对 ${right} 题`,
  parts: (partial: number, wrong: number, open: number) =>
    [partial && `部分正确 ${partial} 题`, wrong && `答错 ${wrong} 题`, open && `未答 ${open} 题`]
      .filter(Boolean)
      .join("，"),
  allRight: "全部答对，很扎实。",
  toOpen: "去答未答的题",
  retry: (wrong: number, blank: number) =>
    blank === 0
      ? `只练错题（${wrong} 题）`
      : wrong === 0
        ? `只练没答的（${blank} 题）`
        : unbroken(`练答错的 ${wrong} 题、没答的 ${blank} 题`),
  again: "最该再看的",
  missed: (wrong: number, asked: number) => `${asked} 题里 ${wrong} 题没答对`,
  byRequirement: "各项要求",
  requirement: "要求",
  rightCount: "答对",
  reread: "再看要点",
  requirementScore: (right: number, asked: number) => `${right}/${asked}`,
} as const;
