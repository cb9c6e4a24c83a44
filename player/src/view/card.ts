/** A question on screen: heading, field, submit button, verdict and feedback. */

import { type Entry, RATING_NAMES, type Rating, type Response, type ShortResponse } from "../core/answer";
import type { Question } from "../core/data";
import { texts } from "../texts/player";
import { basicField } from "./basic";
import { caseField } from "./case";
import { fill, make, uniqueName } from "./dom";
import type { Field, QuestionSetting } from "./field";
import { scenarioView } from "./on-demand";
import { reportBox } from "./question-report";
import { ratingButtons } from "./rating";
import { link } from "./rich";
import { selfMarking, shortField } from "./short";
import { explanation, solution } from "./solution";
import { verdictLine } from "./verdict";

export interface CardSetting {
  readonly question: Question;
  readonly number: number;
  readonly heading: "h2" | "h3";
  readonly entry: Entry;
  readonly seed: number;
  readonly sources: readonly { label: string; href: string }[];
  /** Fills the report box when it is opened. */
  report(box: HTMLElement): void;
  changed(response: Response | null): void;
  /** Whether the learner rates how hard the recall was. */
  readonly rated: boolean;
  submitted(rating?: Rating): void;
  covered(indexes: readonly number[]): void;
  marked(rating?: Rating): void;
}

export interface Card {
  readonly element: HTMLElement;
  /** Shows the standing, after submission and after self-assessment. */
  show(entry: Entry): void;
  /** Asks for an answer if there is none to submit. */
  ask(): void;
  focusHeading(): void;
  focusVerdict(): void;
}

export function questionCard(setting: CardSetting): Card {
  const { question, entry } = setting;
  const field: Field = questionField(question, {
    response: entry.response,
    seed: setting.seed,
    heading: setting.heading,
    changed: () => setting.changed(field.read()),
    ended: () => setting.submitted(),
  });
  const heading = cardHeading(setting);
  const actions = submitRow(setting);
  const verdict = make("div", { class: "cq-verdict", role: "status", tabindex: -1 });
  const feedback = make("div", { class: "cq-feedback" });
  const form = make(
    "form",
    { class: "cq-form", novalidate: true },
    field.element,
    actions,
    verdict,
    feedback,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setting.submitted();
  });
  const show = (latest: Entry) => {
    if (latest.standing === null) return;
    if (!actions.hidden) field.settle();
    actions.hidden = true;
    verdict.dataset.verdict = latest.standing;
    fill(verdict, ...verdictLine(question, latest.response, latest.standing));
    fill(feedback, ...taught(setting, latest));
  };
  show(entry);
  return {
    element: make(
      "article",
      { class: "cq-card", "data-question": question.id, "aria-labelledby": heading.id },
      make(
        "header",
        { class: "cq-head" },
        heading,
        make("span", { class: "cq-kind", "aria-hidden": "true" }, texts.kind(question)),
      ),
      form,
      reportBox((box) => setting.report(box)),
    ),
    show,
    ask: () => fill(verdict, make("span", { class: "cq-words" }, texts.ask(question.type))),
    focusHeading: () => heading.focus(),
    focusVerdict: () => verdict.focus(),
  };
}

/** The field of any question type. */
export function questionField(body: Question, setting: QuestionSetting): Field {
  switch (body.type) {
    case "case":
      return caseField({ ...setting, body });
    case "short":
      return shortField({ ...setting, body });
    case "scenario":
      return scenarioView().scenarioField({ ...setting, body });
    default:
      return basicField(body, setting);
  }
}

function cardHeading({ heading, number, question }: CardSetting): HTMLElement {
  const id = uniqueName();
  const kind = make("span", { class: "cq-unseen" }, `，${texts.kind(question)}`);
  const own = question.id.startsWith("local-") && make("span", { class: "cq-hint" }, texts.own);
  return make(heading, { id, class: "cq-title", tabindex: -1 }, texts.question(number), own, kind);
}

function submitRow({ question: { type }, rated, submitted }: CardSetting): HTMLElement {
  const hint = make("span", { class: "cq-hint" }, texts.how(type));
  const attributes = { type: "submit", class: "cq-button cq-primary", "data-action": "submit" };
  if (type === "scenario") return make("div", { class: "cq-actions" }, hint);
  const submit = make("button", attributes, texts.submit);
  // A free text is rated together with its self-assessment.
  const others =
    rated && type !== "short" ? ratingButtons(["hard", "easy"], texts.submitRated, submitted) : [];
  return make("div", { class: "cq-actions" }, hint, submit, ...others);
}

/** Content below the verdict: the self-assessment if it is pending, else the feedback. */
function taught(setting: CardSetting, { response, standing }: Entry): readonly HTMLElement[] {
  const { question } = setting;
  if (standing === "pending") {
    if (question.type !== "short") return [];
    const { covered } = response as ShortResponse;
    const ratings = setting.rated ? RATING_NAMES : [];
    return [selfMarking(question, covered, setting.covered, setting.marked, ratings)];
  }
  const further = [...explanation(question.explanation), ...sourceLine(setting)];
  if (question.type !== "scenario") return [...solution(question, response), ...further];
  return scenarioView().scenarioFeedback({ ...setting, body: question, further }, response);
}

function sourceLine({ sources }: CardSetting): HTMLElement[] {
  if (sources.length === 0) return [];
  const links = sources.flatMap(({ label, href }, index) => [index > 0 && "；", link(label, href)]);
  return [make("p", { class: "cq-sources" }, texts.sources, ...links)];
}
