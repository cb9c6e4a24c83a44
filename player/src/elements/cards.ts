import type { Question } from "../core/data";
import { seedFor } from "../core/shuffle";
import { sources } from "../learning/result";
import { type Card, type CardSetting, questionCard } from "../view/card";
import type { Practice } from "./practice";
import { questionReport } from "./question-report";

/** The card of a question in a run; calls `judged` after the verdict. */
export function practiceCard(
  practice: Practice,
  question: Question,
  number: number,
  heading: CardSetting["heading"],
  judged: () => void,
  rated = false,
): Card {
  const { id } = question;
  const showVerdict = () => {
    card.show(practice.entry(id));
    card.focusVerdict();
    judged();
  };
  const card: Card = questionCard({
    question,
    number,
    heading,
    entry: practice.entry(id),
    seed: seedFor(practice.session.seed, id),
    sources: sources(question, practice.place.shard),
    report: questionReport(question, practice.place.shard.course),
    changed: (response) => practice.write(id, response),
    rated,
    submitted: (rating) => (practice.submit(id, rating) ? showVerdict() : card.ask()),
    covered: (indexes) => practice.cover(id, indexes),
    marked: (rating) => {
      practice.mark(id, rating);
      showVerdict();
    },
  });
  return card;
}
