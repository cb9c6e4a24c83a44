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

export const mistakesTexts = {
  none: "现在没有错题。",
  noneYet: "做题以后，没答对的会自动收到这里。",
  toDrill: "去随机练习",
  group: "分组",
  byRequirement: "按要求",
  byType: "按题型",
  type: "题型",
  types: "全部题型",
  typeName: (type: Body["type"]) => TYPES[type],
  page: "学习页",
  pages: "全部学习页",
  search: "搜索",
  searchHint: "题干里的词",
  found: (shown: number, all: number) =>
    shown === all ? `共 ${all} 道错题。` : `${all} 道错题里有 ${shown} 道符合。`,
  missed: (times: number, day: string) => `错过 ${times} 次，最近 ${day}`,
  nearly: "已做对一次，隔天再对一次就移出",
  read: "看要点",
  redoAll: (count: number) => `重做这 ${count} 题`,
  redoChosen: (count: number) => `只做选中的（${count} 题）`,
  choose: (stem: string) => `选中：${stem}`,
  print: "打印错题",
  printKeyed: "打印错题和答案",
  printed: "错题",
  back: "返回错题本",
  unfinished: (open: number) => `上次重做还有 ${open} 题没做。`,
  goOn: "接着做",
} as const;
