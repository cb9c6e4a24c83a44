import type { Standing } from "../core/answer";
import type { Merit } from "../core/data";

export const endings: Readonly<Record<Standing, string>> = {
  right: "走到了好的结局",
  partial: "结局尚可，还有更好的走法",
  wrong: "结局不好",
  pending: "",
};

export const MERITS: Readonly<Record<Merit, string>> = { good: "妥当", fair: "勉强", poor: "不妥" };

export const scenarioTexts = {
  step: (number: number) => `第 ${number} 步`,
  end: "结局",
  how: "选了不能回头，走到结局为止。",
  taken: (count: number) => `走过的 ${count} 步`,

  debrief: "复盘",
  yourWay: "你的走法",
  betterWay: "更好的走法",
  rightWay: "好的走法",
  chose: (choice: string) => `选“${choice}”`,
  ends: (count: number) => `这个情景有 ${count} 种结局。再走一遍是练习，不计入学习记录。`,
  again: "从头再走",
  fromStep: (number: number) => `从第 ${number} 步再走`,
  rerun: "再走一遍（练习，不计入学习记录）",
} as const;
