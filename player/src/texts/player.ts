/** Texts of the player on every page. Short and kind; punctuation follows GB/T 15834. */

import type { Standing } from "../core/answer";
import type { Body, Question } from "../core/data";
import { unbroken } from "./unbroken";

type Type = Body["type"];

export const SYMBOLS: Readonly<Record<Standing, string>> = {
  right: "✓",
  partial: "◐",
  wrong: "✗",
  pending: "✎",
};

const VERDICTS: Readonly<Record<Standing, string>> = {
  right: "答对了",
  partial: "部分正确",
  wrong: "答错了",
  pending: "已提交，请对照参考要点，勾出你答到的",
};

const TYPES: Readonly<Record<Type, string>> = {
  single: "单选",
  multiple: "多选",
  truefalse: "判断",
  blank: "填空",
  order: "排序",
  match: "连线",
  case: "案例",
  short: "简答",
  scenario: "情景推演",
};

const DIFFICULTIES: Readonly<Record<Question["difficulty"], string>> = { 1: "记忆", 2: "理解", 3: "应用" };

/** A hint beside the submit button, for types that do not explain themselves. */
const HOW: Readonly<Partial<Record<Type, string>>> = {
  multiple: "选出全部正确的，至少两项",
  blank: "填入词语；标点、书名号、全角半角不影响对错",
  order: "用箭头按钮或拖动排好次序",
  match: "给左边每一项选一个对应",
  case: "读完材料，各小题一起提交",
  short: "写下你的回答，再对照参考要点",
};

const ASK: Readonly<Record<Type, string>> = {
  single: "请先选一项，再提交。",
  multiple: "请先选出你认为正确的项，再提交。",
  truefalse: "请先判断对错，再提交。",
  blank: "请先填空，再提交。",
  order: "请先移动各项，排好次序，再提交。",
  match: "请先选择对应项，再提交。",
  case: "请先回答小题，再提交。",
  short: "请先写下回答，再提交。",
  // The choice that ends it submits it.
  scenario: "",
};

/** Types of which a part can be right. */
const PARTLY: Readonly<Partial<Record<Type, (good: number, all: number) => string>>> = {
  multiple: (good, all) => `选对 ${good} 项，漏选 ${all - good} 项`,
  blank: (good, all) => `${all} 个空填对 ${good} 个`,
  order: (good, all) => `${all} 项有 ${good} 项在正确的位置`,
  match: (good, all) => `${all} 项对上 ${good} 项`,
  case: (good, all) => `${all} 个小题全对 ${good} 个`,
  short: (good, all) => `${all} 个要点答到 ${good} 个`,
};

export const texts = {
  kind: (question: Question) => `${TYPES[question.type]}·${DIFFICULTIES[question.difficulty]}`,
  type: (type: Type) => TYPES[type],
  difficulty: (level: number) => DIFFICULTIES[level as Question["difficulty"]] ?? String(level),
  how: (type: Type) => HOW[type] ?? "",
  ask: (type: Type) => ASK[type],
  partsMissing: (count: number) => `还有 ${count} 处没有答。要这样提交，就再按一次。`,
  verdict: (standing: Standing) => VERDICTS[standing],
  partly: (type: Type, good: number, all: number) => PARTLY[type]?.(good, all) ?? "",

  question: (number: number) => `第 ${number} 题`,
  own: "（本单位）",
  bar: "答题",
  place: (number: number, all: number) => `${number}/${all}`,
  answered: (done: number, all: number) => unbroken(`已答 ${done} 题，共 ${all} 题`),
  chosen: (bank: number) => `（从 ${bank} 题里选出）`,
  overview: "题目一览",
  jump: (number: number, standing: Standing | null) =>
    `第 ${number} 题，${standing === null ? "未答" : standing === "pending" ? "待自评" : VERDICTS[standing]}`,

  layout: "显示方式",
  one: "逐题",
  all: "整页",

  sizes: "这次做",
  size: (count: number) => `${count} 题`,
  allSizes: "全部",

  submit: "提交答案",
  submitRated: { again: "", hard: "没把握，提交", good: "提交答案", easy: "很容易，提交" },
  markRated: { again: "没答出来", hard: "答得吃力", good: "答出来了", easy: "很容易" },
  previous: "上一题",
  next: "下一题",
  skip: "跳过",
  toResult: "查看结果",
  restart: "重新开始",
  again: "再做一遍",
  undo: "撤销",
  restarted: "已重新开始，以前的作答记录仍然保留。",
  voided: (count: number) =>
    `有 ${count} 题的题目或答案更正过，你以前对${count === 1 ? "它" : "它们"}的作答不再算数，请重新作答。`,
  print: "打印题目",
  printAnswers: "打印题目和答案",

  right: "对",
  wrong: "错",
  rightAnswer: "正确答案",
  yourChoice: "你的选择",
  chosenRight: "选对了",
  missed: "正确答案，漏选了",
  unanswered: "没有作答",

  full: (length: number, limit: number) =>
    length > limit
      ? `这里有 ${length} 字，最多能写 ${limit} 字：已经写下的都留着，只能往短里改。`
      : `已经写满 ${limit} 字，再多的没有写进去。`,
  blank: (number: number, all: number) => (all > 1 ? `第 ${number} 空，共 ${all} 空` : "填空"),
  blankAnswer: (number: number, all: number) => (all > 1 ? `第 ${number} 空：` : "答案："),

  up: "上移",
  down: "下移",
  move: (way: string, item: string) => `${way}：${item}`,
  moved: (item: string, place: number, all: number) => `“${item}”移到第 ${place} 位，共 ${all} 位`,
  atEdge: (first: boolean) => (first ? "已经在最前面" : "已经在最后面"),
  rightOrder: "正确次序：",

  choose: "请选择",
  rightMatch: (item: string) => `应为：${item}`,

  material: "材料",
  part: (number: number) => `小题 ${number}`,

  reference: "参考要点：答到的请打勾",
  mark: "保存自评",
  covered: "答到",
  uncovered: "没有答到",

  lessonChosen: "选了",
  lessonMissed: "漏了",
  explanation: "解析",
  sources: "回到要点：",

  report: "这道题有问题？",

  tryAgain: "题目没能加载，请再试一次。",
  pageFailed: "这一页没能加载，请刷新页面再试；仍不行，请告诉管理员。",
  visiting: "不留记录",
  learner: (name: string) => `正在学习：${name}`,
  shardMissing: "练习没能加载，下面是全部题目，答案折叠在各题之后。",
  trouble: {
    refused: "浏览器不让本站保存数据：可以照常答题，但关闭或刷新页面后，作答不会保留。",
    full: "浏览器的存储空间满了：可以照常答题，但刚才的作答没有存下，关闭页面后会丢失。",
    damaged: "浏览器里的学习记录读写不了：可以照常答题，但这次的作答不会保留。原有记录没有改动。",
    newer:
      "浏览器里的学习记录是更新版本的站点写的，这一页读写不了：可以照常答题，但这次的作答不会保留。原有记录没有改动。",
  },
} as const;
