/** Texts of questions on paper. */

import type { Merit } from "../core/data";
import { MERITS } from "./scenario";

const OUTCOMES: Readonly<Record<Merit, string>> = { good: "好", fair: "尚可", poor: "不好" };

/** The button that prints what stands beside it. */
export const PRINT = "打印";

export const printedTexts = {
  key: "答案：",
  accepted: (first: string, others: readonly string[]) =>
    others.length > 0 ? `${first}（也算对：${others.join("、")}）` : first,
  part: (number: number, text: string) => `（${number}）${text}`,
  brackets: "（　　）",
  gap: "＿＿＿＿＿＿",
  step: (number: number) => `第 ${number} 步`,
  end: (number: number) => `结局 ${number}`,
  follows: (step: string | null) => (step === null ? "（结束）" : `（接${step}）`),
  comesOf: (choice: string, merit: Merit, place: string) => `${choice}（${MERITS[merit]}，到${place}）`,
  ending: (name: string, outcome: Merit) => `${name}（${OUTCOMES[outcome]}）：`,
  debrief: "复盘：",
} as const;
