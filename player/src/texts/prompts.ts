/** Texts of the prompts before anything is recorded. */

export const promptTexts = {
  whoLearns: "现在是谁在学？",
  visitor: "只看看，不留记录",
  visitOver: "上次选了“不留记录”，标签页关掉以后已经清除。这次呢？",
  endVisit: "留下记录",
} as const;
