export const readingTexts = {
  tools: "阅读工具",
  settings: "阅读设置",

  leftOff: "上次读到：",
  readOn: "继续读",
  dismiss: "不用了",

  fold: "收起",
  /** The button of a self-check with `all` questions. */
  selfCheck(all: number, answered: number, right: number): string {
    if (answered === 0) return `${all} 题 · 开始`;
    return answered < all ? `已答 ${answered} / ${all} · 继续` : `答对 ${right} / ${all} · 再看`;
  },
  leaderHint: "带学提示",
  tickNotKept: "浏览器没有存下这个勾，已经退回原样。可能是存储空间满了，腾出一些再勾。",

  project: "投影讲解",
  handout: "讲义",
} as const;
