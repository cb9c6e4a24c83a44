import type { Question } from "../data";
import { plain } from "./rich";

/** The words of a question's stem, cut to so many characters: what a list has room for. */
export function stemWords(question: Question, longest: number): string {
  const text = question.type === "blank" ? question.parts.map(plain).join("＿＿") : plain(question.stem);
  const letters = Array.from(text);
  return letters.length > longest ? `${letters.slice(0, longest).join("")}……` : text;
}
