import type { Question } from "../core/data";
import { seedFor } from "../core/shuffle";
import { sources } from "../learning/sources";
import { type Card, type CardSetting, questionCard } from "../view/card";
import type { Practice } from "./practice";
import { questionReport } from "./question-report";

/** What the place of a card decides about it. */
type Placing = Pick<CardSetting, "number" | "heading"> & Partial<Pick<CardSetting, "rated" | "bar">>;

/** The card of a question in a run; calls `judged` after the verdict. */
export function practiceCard(
  practice: Practice,
  question: Question,
  placing: Placing,
  judged: () => void,
): Card {
  const { id } = question;
  const showVerdict = () => {
    card.show(practice.entry(id));
    judged();
    card.focusVerdict();
  };
  const card: Card = questionCard({
    bar: null,
    rated: false,
    ...placing,
    question,
    entry: practice.entry(id),
    seed: seedFor(practice.session.seed, id),
    sources: sources(question, practice.place.shard),
    report: questionReport(question, practice.place.shard.course),
    changed: (response) => practice.write(id, response),
    submitted: (rating) => (practice.submit(id, rating) ? showVerdict() : card.ask()),
    covered: (indexes) => practice.cover(id, indexes),
    marked: (rating) => {
      practice.mark(id, rating);
      showVerdict();
    },
  });
  return card;
}
