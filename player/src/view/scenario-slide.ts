/** A scenario for a group: each step is a screen, and the group's choice leads to the next. */

import { bestWay } from "../core/best-way";
import type { Merit, Scenario, ScenarioEnd, ScenarioQuestion, ScenarioStep } from "../core/data";
import { endOf, stepOf, walk } from "../core/scenario";
import { mostHands } from "../core/show-of-hands";
import { SYMBOLS } from "../texts/player";
import { projectorTexts as words } from "../texts/projector";
import { type Child, fill, make } from "./dom";
import { HandBoard } from "./hand-board";
import { letter, shownChoices } from "./option-order";
import { GROUP_SEED } from "./question-slide";
import { doublePressGuard } from "./rest";
import { plain, rich } from "./rich";
import type { Cover, Slide } from "./slide";
import { slideElement } from "./text-slides";

const STANDINGS: Readonly<Record<Merit, "right" | "partial" | "wrong">> = {
  good: "right",
  fair: "partial",
  poor: "wrong",
};

export class ScenarioSlide implements Slide {
  readonly shows: readonly string[] = [];
  readonly section: string;
  readonly title: string;
  readonly element: HTMLElement;
  private readonly guard = doublePressGuard();
  private readonly stage = make("div", { class: "cq-slide-body" });
  private readonly debrief = make("div", { class: "cq-slide-key", role: "status" });
  private readonly boards = new Map<string, HandBoard>();
  private choices: readonly number[] = [];
  private buttons: readonly HTMLButtonElement[] = [];

  constructor(
    private readonly body: ScenarioQuestion,
    private readonly changed: () => void,
  ) {
    this.section = words.scenario(plain(body.stem));
    this.title = this.section;
    this.element = slideElement(this.section, this.stage, this.debrief);
    this.element.dataset.question = body.id;
    this.draw();
  }

  get cover(): Cover | null {
    const { debrief } = this;
    if (!this.end) return null;
    return {
      kind: "key",
      get isOpen() {
        return !debrief.hidden;
      },
      toggle() {
        debrief.hidden = !debrief.hidden;
      },
    };
  }

  /** A step without a choice takes what most are for, or the best; an end uncovers its debrief. */
  advance(): boolean {
    if (this.end) {
      const isNew = this.debrief.hidden === true;
      this.debrief.hidden = false;
      return isNew;
    }
    this.take(this.majority() ?? this.best());
    return true;
  }

  retreat(): boolean {
    if (!this.debrief.hidden) {
      this.debrief.hidden = true;
      return true;
    }
    if (this.choices.length === 0) return false;
    this.choices = this.choices.slice(0, -1);
    this.redraw();
    return true;
  }

  /** The keys 1 to 4 press the choices in the order shown. */
  press(number: number): boolean {
    const button = this.buttons[number - 1];
    button?.click();
    return button !== undefined;
  }

  notes(): readonly Child[] {
    const { step, end } = this;
    if (end) return [make("p", {}, make("strong", {}, words.debrief), "：", ...rich(end.debrief))];
    if (!step) return [];
    const rows = this.order().flatMap((index, place) => {
      const choice = step.choices[index];
      if (!choice) return [];
      const head = words.merit(letter(place), words.merits[choice.merit]);
      return [make("li", {}, make("strong", {}, head), ...rich(choice.effect ?? ""))];
    });
    return [make("ul", {}, ...rows)];
  }

  results(): readonly string[] {
    const lines = Array.from(this.boards).flatMap(([name, board]) => this.stepResults(name, board));
    return lines.length > 0 ? [this.title, ...lines] : [];
  }

  private stepResults(name: string, board: HandBoard): readonly string[] {
    const step = stepOf(this.body, name);
    if (!step || board.isEmpty) return [];
    const lines = shownChoices(this.body, name, GROUP_SEED).map((index, place) =>
      words.resultLine(letter(place), plain(step.choices[index]?.text ?? ""), board.hands[place] ?? 0, false),
    );
    return [` ${plain(step.text)}`, ...lines];
  }

  private get place(): string {
    return walk(this.body, this.choices)?.place ?? "";
  }

  private get step(): ScenarioStep | undefined {
    return stepOf(this.body, this.place);
  }

  private get end(): ScenarioEnd | undefined {
    return endOf(this.body, this.choices);
  }

  private order(): readonly number[] {
    return shownChoices(this.body, this.place, GROUP_SEED);
  }

  private majority(): number | null {
    const place = mostHands(this.boards.get(this.place)?.hands ?? []);
    return place === null ? null : (this.order()[place] ?? null);
  }

  /** The choice of the best way from here; elsewhere, the best of this step. */
  private best(): number {
    const way = bestWay(this.body);
    const isOn = this.choices.every((choice, place) => way[place] === choice);
    const next = isOn ? way[this.choices.length] : undefined;
    const merits = this.step?.choices.map(({ merit }) => merit) ?? [];
    const found = (["good", "fair", "poor"] as const).map((merit) => merits.indexOf(merit));
    return next ?? found.find((index) => index >= 0) ?? 0;
  }

  private take(index: number): void {
    this.choices = [...this.choices, index];
    this.redraw();
  }

  private redraw(): void {
    this.draw();
    this.changed();
  }

  private draw(): void {
    const { step, end } = this;
    this.debrief.hidden = true;
    this.buttons = [];
    if (step) fill(this.stage, ...this.came(), ...this.stepParts(step));
    else if (end) this.drawEnd(end);
  }

  private drawEnd(end: ScenarioEnd): void {
    const standing = STANDINGS[end.outcome];
    const verdict = make(
      "p",
      { class: "cq-slide-verdict", "data-verdict": standing, role: "status" },
      `${SYMBOLS[standing]} ${words.outcomes[end.outcome]}`,
    );
    const title = make("h2", { class: "cq-slide-step" }, words.end);
    fill(this.stage, ...this.came(), title, make("p", {}, ...rich(end.text)), verdict);
    const debrief = make("h2", { class: "cq-slide-step" }, words.debrief);
    fill(this.debrief, debrief, make("p", {}, ...rich(end.debrief)));
  }

  /** What was chosen last, and what came of it. */
  private came(): readonly Child[] {
    const before = stepOf(this.body, walk(this.body, this.choices.slice(0, -1))?.place ?? "");
    const last = this.choices[this.choices.length - 1];
    const choice = last === undefined ? undefined : before?.choices[last];
    if (!choice) return [];
    const chosen = make("strong", {}, words.chosen(plain(choice.text)));
    return [
      make(
        "div",
        { class: "cq-effect" },
        make("p", {}, chosen),
        choice.effect && make("p", {}, ...rich(choice.effect)),
      ),
    ];
  }

  private stepParts(step: ScenarioStep): readonly Child[] {
    const { place } = this;
    const order = this.order();
    const board = this.boards.get(place) ?? new HandBoard(order.map((_, position) => letter(position)));
    this.boards.set(place, board);
    const rows = order.map((index, position) => this.choice(step, index, position, board));
    this.buttons = rows.flatMap((row) => Array.from(row.querySelectorAll("button")));
    return [
      make("h2", { class: "cq-slide-step" }, words.step(this.choices.length + 1)),
      make("p", {}, ...rich(step.text)),
      make("ul", { class: "cq-slide-options" }, ...rows),
      board.total,
      this.choices.length === 0 && make("p", { class: "cq-slide-how" }, words.choose),
    ];
  }

  private choice({ choices }: ScenarioStep, index: number, place: number, board: HandBoard): HTMLElement {
    const button = make(
      "button",
      { type: "button", class: "cq-choice", "data-choice": index },
      make("span", { class: "cq-letter" }, letter(place)),
      make("span", { class: "cq-choice-text" }, ...rich(choices[index]?.text ?? "")),
    );
    button.addEventListener("click", (event) => this.chosen(index, event));
    return make("li", {}, button, ...board.row(place));
  }

  private chosen(index: number, event: Event): void {
    if (!this.guard.counts(event)) return;
    this.take(index);
    this.guard.rest(this.buttons);
  }
}

export function isScenario(question: { readonly type: string }): question is ScenarioQuestion & Scenario {
  return question.type === "scenario";
}
