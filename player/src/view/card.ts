/** A question on screen: heading, field, submit button, verdict and feedback. */

import { type Entry, RATING_NAMES, type Rating, type Response, type ShortResponse } from "../core/answer";
import type { Question } from "../core/data";
import { texts } from "../texts/player";
import type { AnswerBar } from "./answer-bar";
import { basicField } from "./basic";
import { caseField } from "./case";
import { fill, make, uniqueName } from "./dom";
import type { Field, QuestionSetting } from "./field";
import { scenarioView } from "./on-demand";
import { reportBox } from "./question-report";
import { ratingButtons } from "./rating";
import { reveal } from "./reveal";
import { link } from "./rich";
import { saveButtons, selfMarking, shortField } from "./short";
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
  /** The bar below the card, which takes its buttons; null if the card has them itself. */
  readonly bar: AnswerBar | null;
}

export interface Card {
  readonly element: HTMLElement;
  /** Shows the standing, after submission and after self-assessment. */
  show(entry: Entry): void;
  /** Asks for an answer if there is none to submit. */
  ask(): void;
  /** Moves the focus to the heading and scrolls it into view: no further than needed, or to the top. */
  focusHeading(block?: "nearest" | "start"): void;
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
  const id = uniqueName();
  const slot = setting.bar?.slot ?? make("div", { class: "cq-buttons" });
  const hint = make("span", { class: "cq-hint" }, texts.how(question.type));
  const actions = make("div", { class: "cq-actions" }, hint, setting.bar ? null : slot);
  const verdict = make("div", { class: "cq-verdict", role: "status", tabindex: -1 });
  const feedback = make("div", { class: "cq-feedback" });
  const outcome = make("div", { class: "cq-outcome" }, verdict, feedback);
  const form = make("form", { id, class: "cq-form", novalidate: true }, field.element, actions, outcome);
  let warned = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = missingParts(field.read());
    // Parts below the screen are easily overlooked. A second submit confirms.
    if (missing === 0 || missing === warned) return setting.submitted();
    warned = missing;
    fill(verdict, make("span", { class: "cq-words" }, texts.partsMissing(missing)));
    reveal(outcome);
  });
  const show = (latest: Entry) => {
    if (latest.standing === null) return;
    if (!actions.hidden) field.settle();
    actions.hidden = true;
    fill(slot);
    verdict.dataset.verdict = latest.standing;
    fill(verdict, ...verdictLine(question, latest.response, latest.standing));
    fill(feedback, ...taught(setting, latest));
  };
  fill(slot, ...submitButtons(setting, id));
  show(entry);
  return {
    element: make(
      "article",
      {
        class: setting.bar ? "cq-card cq-asked" : "cq-card",
        "data-question": question.id,
        "aria-labelledby": heading.id,
      },
      make(
        "header",
        { class: "cq-head" },
        heading,
        make("span", { class: "cq-kind", "aria-hidden": "true" }, texts.kind(question)),
      ),
      form,
      reportBox((box) => setting.report(box)),
      setting.bar?.element,
    ),
    show,
    ask() {
      fill(verdict, make("span", { class: "cq-words" }, texts.ask(question.type)));
      reveal(outcome);
    },
    focusHeading(block = "nearest") {
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block });
    },
    focusVerdict() {
      verdict.focus({ preventScroll: true });
      reveal(outcome);
    },
  };
}

/** Returns how many parts of a begun answer (of a case, blanks or pairs) are still empty. */
function missingParts(response: Response | null): number {
  return Array.isArray(response) ? response.filter((part) => part === null || part === "").length : 0;
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

/** The buttons that submit the form with this id. */
function submitButtons({ question: { type }, rated, submitted }: CardSetting, form: string): HTMLElement[] {
  // The choice that ends a scenario submits it.
  if (type === "scenario") return [];
  const attributes = { type: "submit", form, class: "cq-button cq-primary", "data-action": "submit" };
  // A free text is rated together with its self-assessment.
  const others =
    rated && type !== "short" ? ratingButtons(["hard", "easy"], texts.submitRated, submitted) : [];
  return [make("button", attributes, texts.submit), ...others];
}

/** Content below the verdict: the self-assessment if it is pending, else the feedback. */
function taught(setting: CardSetting, { response, standing }: Entry): readonly HTMLElement[] {
  const { question } = setting;
  if (standing === "pending") {
    if (question.type !== "short") return [];
    const { covered } = response as ShortResponse;
    const ratings = setting.rated ? RATING_NAMES : [];
    const save = saveButtons(setting.marked, ratings);
    if (setting.bar) fill(setting.bar.slot, ...save);
    return [selfMarking(question, covered, setting.covered, setting.bar ? [] : save)];
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
