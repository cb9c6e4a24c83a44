/** Texts of what helps while questions are answered. */
export const answeringTexts = {
  focus: "专心做题",
  leaveFocus: "退出专心",
  keys: "键盘：A–F 或 1–6 选，回车提交、下一题",
} as const;
