import type { Question } from "../core/data";
import { plain } from "./rich";

/**
 * Returns the text of a question's stem, truncated to this many characters.
 *
 * The stem of a case is often only its title, so the start of its material is appended.
 */
export function stemText(question: Question, longest: number): string {
  const text = wordsOf(question);
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest).join("")}……` : text;
}

function wordsOf(question: Question): string {
  if (question.type === "blank") return question.parts.map(plain).join("＿＿");
  const stem = plain(question.stem);
  if (question.type !== "case") return stem;
  return `${stem}${/[。？！：]$/.test(stem) ? "" : "："}${plain(question.material)}`;
}
