/** Texts of the sheets for a group: the handout, and the leader's own. */

export const handoutTexts = {
  choose: "打印哪一种",
  handout: "讲义（发给大家）",
  leader: "带学单（带学的人用）",
  hint: "讲义上没有答案和带学提示。",
  file: (title: string) => `讲义：${title}`,
  leaderFile: (title: string) => `带学单：${title}`,
  lines: ["姓名", "日期"],
  write: "记一记",
  questions: "自测",
  scenarios: "情景推演",
  labels: (labels: readonly string[]) => labels.join("；"),
} as const;
