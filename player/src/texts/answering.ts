/** Texts of what helps while questions are answered. */
export const answeringTexts = {
  focus: "专心做题",
  leaveFocus: "退出专心",
  keys: "键盘：A–F 选，回车继续",
} as const;
