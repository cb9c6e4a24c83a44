import type { Question } from "../core/data";
import { plain } from "./rich";

/**
 * The words of a question's stem, cut to so many characters: what a list has room for.
 *
 * The stem of a case is often no more than its title, so the beginning of its material follows.
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
