/** The words of the next step, the same on every page. */

import type { NextStep } from "../core/next-step";
import { unreachable } from "../core/unreachable";

/** A path named after the time that it takes. */
const LASTS = /(分钟|刻钟|小时|天)$/;

export interface StepWords {
  readonly label: string;
  readonly about: string;
}

export function stepWords(step: NextStep): StepWords {
  switch (step.kind) {
    case "review":
      return { label: `继续：复习 ${step.count} 题`, about: "到日子了，趁还没忘" };
    case "paper":
      return { label: "继续：没交的试卷", about: "答过的都在" };
    case "path":
      return { label: `继续：${step.path} ${step.number}/${step.all}`, about: step.title };
    case "read":
      return { label: `接着读：${step.title}`, about: step.at };
    case "weak":
      return { label: `再看一遍：${step.title}`, about: knownWords(step.mastery) };
    case "start":
      return { label: startLabel(step.path), about: step.title };
    case "exam":
      return { label: "考一张模拟卷", about: "各页都读过了" };
    case "drill":
      return { label: "随机练几题", about: "各页都读过了" };
    default:
      return unreachable(step);
  }
}

function knownWords(mastery: number): string {
  return `这里的题，现在大约能答对 ${Math.round(mastery * 100)}%`;
}

function startLabel(path: string): string {
  if (!path) return "从第一页开始";
  return LASTS.test(path) ? `用${path}开始` : `从“${path}”开始`;
}
