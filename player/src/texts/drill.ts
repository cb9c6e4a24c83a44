import type { Body } from "../data";

const TYPES: Readonly<Record<Body["type"], string>> = {
  single: "单选",
  multiple: "多选",
  truefalse: "判断",
  blank: "填空",
  order: "排序",
  match: "连线",
  case: "案例",
  short: "简答",
};

export const drillTexts = {
  page: "学习页",
  allPages: "全部学习页",
  types: "题型",
  type: (type: Body["type"]) => TYPES[type],
  difficulties: "难度",
  difficulty: (level: number) => ["记忆", "理解", "应用"][level - 1] ?? "",
  count: "题数",
  available: (count: number) => (count > 0 ? `符合条件的有 ${count} 题。` : "没有符合条件的题，请放宽条件。"),
  order: "没做过的先出，其余按上次做的时间，最久的先出。题型、难度都不选，就是不限。",
  start: "开始练习",
  read: "背题",
  readHint: "背题：答案和解析一起显示，考前翻看用，不计入任何记录。",
  reading: (count: number) => `背题，共 ${count} 题`,
  back: "重新选题",
  unfinished: (open: number) => `上次选的题还有 ${open} 题没做。`,
  goOn: "接着做",
} as const;
