/** A question for a group: first the question, then, when hands were raised, the key. */

import type { Body, Question, Text } from "../core/data";
import { projectorTexts as words } from "../texts/projector";
import { type Child, fill, make } from "./dom";
import { HandBoard } from "./hand-board";
import { keyText, letter, options } from "./option-order";
import { type Printed, printedQuestion } from "./printed";
import { plain, rich } from "./rich";
import type { Cover, Slide } from "./slide";
import { stemText } from "./stem-text";
import { slideElement } from "./text-slides";

/** The same order of options on the screen, in the leader's notes and on paper. */
export const GROUP_SEED = 0;

/** The longest stem in the list of screens, in characters. */
const LONGEST_STEM = 40;

/** A question with its number on the page, and the points that it asks. */
export type Asked = Pick<Printed, "question" | "number" | "sources">;

interface Choice {
  readonly text: Text;
  readonly isRight: boolean;
  readonly why?: Text | undefined;
}

export class QuestionSlide implements Slide {
  readonly shows: readonly string[] = [];
  readonly element: HTMLElement;
  readonly cover: Cover;
  private readonly body = make("div", { class: "cq-slide-body" });
  private readonly key = make("div", { class: "cq-slide-key", role: "status" });
  private asked: Asked | null = null;
  private choices: readonly Choice[] = [];
  private lessons: readonly HTMLElement[] = [];
  private board: HandBoard | null = null;

  constructor(
    readonly section: string,
    private readonly number: number,
    /** What stands on the page, until the data is there. */
    written: readonly Node[],
    private readonly changed: () => void,
  ) {
    fill(this.body, ...(written as Node[]));
    this.key.hidden = true;
    const heading = [make("span", { class: "cq-slide-place" }, section), words.question(number)];
    this.element = slideElement(make("span", {}, ...heading), this.body, this.key);
    this.cover = this.covered();
  }

  get title(): string {
    if (!this.asked) return words.question(this.number);
    return words.questionTitle(this.number, stemText(this.asked.question, LONGEST_STEM));
  }

  /** Draws the question from its data. */
  open(asked: Asked): void {
    const { question } = asked;
    this.asked = asked;
    this.choices = choicesOf(question);
    this.element.dataset.question = question.id;
    if (this.choices.length > 0) this.drawChoices(question, this.choices);
    else fill(this.body, printed(asked, false));
    fill(this.key, ...solution(question));
    this.changed();
  }

  notes(): readonly Child[] {
    return this.asked ? [printed(this.asked, true)] : [];
  }

  advance(): boolean {
    if (!this.asked || this.cover.isOpen) return false;
    this.cover.toggle();
    return true;
  }

  retreat(): boolean {
    if (!this.cover.isOpen) return false;
    this.cover.toggle();
    return true;
  }

  results(): readonly string[] {
    if (!this.board || this.board.isEmpty) return [];
    const { hands } = this.board;
    const lines = this.choices.map(({ text, isRight }, place) =>
      words.resultLine(letter(place), plain(text), hands[place] ?? 0, isRight),
    );
    return [this.title, ...lines];
  }

  private covered(): Cover {
    const { element, key } = this;
    const open = () => this.showLessons();
    return {
      kind: "key",
      get isOpen() {
        return !key.hidden;
      },
      toggle() {
        key.hidden = !key.hidden;
        element.toggleAttribute("data-keyed", !key.hidden);
        open();
      },
    };
  }

  private drawChoices(question: Question, choices: readonly Choice[]): void {
    const board = new HandBoard(
      choices.map((_, place) => letter(place)),
      () => this.counted(),
    );
    this.lessons = choices.map(({ why }) =>
      make("p", { class: "cq-slide-why", hidden: true }, words.whyWrong, ...rich(why ?? "")),
    );
    const rows = choices.map(({ text, isRight }, place) =>
      make(
        "li",
        { "data-option": place, "data-right": isRight },
        make("span", { class: "cq-letter" }, letter(place)),
        make("span", { class: "cq-slide-option" }, ...rich(text), this.lessons[place]),
        isRight && make("span", { class: "cq-slide-right" }, words.right),
        ...board.row(place),
      ),
    );
    const stem = make("p", { class: "cq-slide-question" }, ...stemOf(question));
    fill(this.body, stem, make("ul", { class: "cq-slide-options" }, ...rows), board.total);
    this.board = board;
  }

  private counted(): void {
    this.showLessons();
    this.changed();
  }

  /** With the key, a wrong option for which hands were raised says why it is wrong. */
  private showLessons(): void {
    this.choices.forEach(({ isRight, why }, place) => {
      const hands = this.board?.hands[place] ?? 0;
      const lesson = this.lessons[place];
      if (lesson) lesson.hidden = !this.cover.isOpen || isRight || !why || hands === 0;
    });
  }
}

function solution(question: Question): readonly Child[] {
  const answer = make("strong", {}, words.answer, keyText(question, GROUP_SEED));
  const { explanation } = question;
  return [make("p", {}, answer), explanation.length > 0 && make("p", {}, ...rich(explanation))];
}

/** The options in the order shown; none for a question without options. */
function choicesOf(question: Question): readonly Choice[] {
  if (question.type === "truefalse") {
    return words.truth.map((text, place) => ({ text, isRight: question.key === (place === 0) }));
  }
  if (question.type !== "single" && question.type !== "multiple") return [];
  const key = question.type === "single" ? [question.key] : question.key;
  return options(question, GROUP_SEED).flatMap((index) => {
    const option = question.options[index];
    return option ? [{ text: option.text, why: option.why, isRight: key.includes(index) }] : [];
  });
}

function stemOf(body: Body): readonly Child[] {
  return body.type === "blank" ? [] : rich(body.stem);
}

/** A question as on paper. */
function printed({ question, number, sources }: Asked, keyed: boolean): HTMLElement {
  return printedQuestion({ question, number, seed: GROUP_SEED, keyed, sources });
}
