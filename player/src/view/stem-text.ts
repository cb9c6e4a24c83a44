import type { Question, Text } from "../core/data";
import { stepOf } from "../core/scenario";
import { plain } from "./rich";

/**
 * Returns the text of a question's stem, truncated to this many characters.
 *
 * The stem of a case or scenario is often only its title, so the start of its material or first step is appended.
 */
export function stemText(question: Question, longest: number): string {
  const text = wordsOf(question);
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest).join("")}……` : text;
}

function wordsOf(question: Question): string {
  if (question.type === "blank") return question.parts.map(plain).join("＿＿");
  const stem = plain(question.stem);
  const more = situationOf(question);
  return more ? `${stem}${/[。？！：]$/.test(stem) ? "" : "："}${plain(more)}` : stem;
}

function situationOf(question: Question): Text | undefined {
  if (question.type === "case") return question.material;
  return question.type === "scenario" ? stepOf(question, question.start)?.text : undefined;
}
