export const tileTexts = {
  review: (due: number, fresh: number) =>
    `今天 ${[due && `${due} 题`, fresh && `新题 ${fresh}`].filter(Boolean).join("，")}`,
  reviewDone: "今天做完了",
  mistakes: (count: number) => (count > 0 ? `${count} 题` : "没有错题"),
  unseen: (count: number) => (count > 0 ? `${count} 题没做过` : "都做过了"),
  quizzes: (asked: number, all: number) => `做过 ${asked}/${all}`,
  running: "有一张没交",
  exam: (points: string, passed: boolean) => `上次 ${points} 分，${passed ? "及格" : "没及格"}`,
  pending: "上次的还没自评",
  weak: (count: number) => `${count} 页不牢`,
  progress: (ended: number, all: number) => `读完 ${ended}/${all} 页`,
  papers: (count: number) => `考过 ${count} 张`,
  bank: (asked: number, all: number, right: number) =>
    asked === 0 ? "还没做" : `做过 ${asked}/${all}，答对 ${right}`,
} as const;
