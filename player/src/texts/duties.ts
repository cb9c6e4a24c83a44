/** Texts of the duty lists and of the table that compares roles. */

export const dutyTexts = {
  ticked: (count: number, all: number) => `已勾 ${count} / ${all}`,
  drill: "考考这些",
  goOn: (open: number) => `接着考（还有 ${open} 题）`,
  none: "这些要点还没有题。",
  back: "回到清单",
  role: "看哪个角色",
  allRoles: "全部角色",
} as const;
