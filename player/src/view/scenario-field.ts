/** The steps of a scenario, one at a time, until an end. */

import type { Scenario, ScenarioEnd, ScenarioStep, Text } from "../core/data";
import { endOf, stepOf, walk } from "../core/scenario";
import { scenarioTexts as words } from "../texts/scenario";
import { fill, make, uniqueName } from "./dom";
import type { Field, QuestionSetting, Setting } from "./field";
import { letter, shownChoices } from "./option-order";
import { doublePressGuard } from "./rest";
import { plain, rich } from "./rich";

type ScenarioSetting = Setting<Scenario> & QuestionSetting;

export function scenarioField(setting: ScenarioSetting): ScenarioField {
  return new ScenarioField(setting);
}

class ScenarioField implements Field {
  readonly element: HTMLElement;
  private choices: readonly number[];
  private isSettled = false;
  private readonly guard = doublePressGuard();
  private readonly past = make("div");
  /** What came of the last choice. */
  private readonly effect = make("div", { class: "cq-effect", role: "status" });
  private readonly stage = make("div");

  constructor(private readonly setting: ScenarioSetting) {
    this.choices = (setting.response ?? []) as readonly number[];
    const stem = make("p", { class: "cq-stem" }, ...rich(setting.body.stem));
    this.element = make("div", { class: "cq-field" }, stem, this.past, this.effect, this.stage);
    this.element.addEventListener("keydown", (event) => pressNumber(event, this.buttons()));
    this.draw();
  }

  read(): readonly number[] | null {
    return this.choices.length > 0 ? this.choices : null;
  }

  settle(): void {
    this.isSettled = true;
    for (const one of this.buttons()) one.disabled = true;
  }

  /** Moves keyboard and screen reader to the current step or end. */
  focus(): void {
    this.stage.querySelector<HTMLElement>(".cq-subtitle")?.focus();
  }

  private choose(index: number, event: Event): void {
    if (this.isSettled || !this.guard.counts(event)) return;
    this.choices = [...this.choices, index];
    this.draw();
    this.guard.rest(this.buttons());
    this.focus();
    this.setting.changed();
    if (endOf(this.setting.body, this.choices)) this.setting.ended?.();
  }

  private draw(): void {
    const { body } = this.setting;
    const { choices } = this;
    const place = walk(body, choices)?.place ?? "";
    const step = stepOf(body, place);
    const end = endOf(body, choices);
    fill(this.past, choices.length > 0 && pastSteps(body, choices));
    fill(this.effect, ...paragraph(effectOf(body, choices)));
    if (step) fill(this.stage, this.step(place, step));
    else if (end) fill(this.stage, ...this.end(end));
  }

  private step(name: string, { text, choices }: ScenarioStep): HTMLElement {
    const { body, seed } = this.setting;
    const title = this.title(words.step(this.choices.length + 1));
    const rows = shownChoices(body, name, seed).map((index, place) =>
      this.choice(index, choices[index]?.text ?? "", letter(place)),
    );
    return make(
      "div",
      { role: "group", "aria-labelledby": title.id },
      title,
      ...paragraph(text),
      make("div", { class: "cq-choices" }, ...rows),
      this.choices.length === 0 && make("p", { class: "cq-hint" }, words.how),
    );
  }

  private choice(index: number, text: Text, label: string): HTMLElement {
    const button = make(
      "button",
      { type: "button", class: "cq-choice", "data-choice": index },
      make("span", { class: "cq-letter" }, label),
      make("span", { class: "cq-choice-text" }, ...rich(text)),
    );
    button.addEventListener("click", (event) => this.choose(index, event));
    return button;
  }

  private end({ text }: ScenarioEnd): readonly HTMLElement[] {
    return [this.title(words.end), ...paragraph(text)];
  }

  private title(text: string): HTMLElement {
    const heading = this.setting.heading === "h2" ? "h3" : "h4";
    return make(heading, { id: uniqueName(), class: "cq-subtitle", tabindex: -1 }, text);
  }

  private buttons(): readonly HTMLButtonElement[] {
    return Array.from(this.stage.querySelectorAll<HTMLButtonElement>("[data-choice]"));
  }
}

export type { ScenarioField };

function pastSteps(body: Scenario, choices: readonly number[]): HTMLElement {
  const steps = walk(body, choices)?.steps ?? [];
  const rows = steps.map((name, place) => {
    const step = stepOf(body, name);
    const chosen = step?.choices[choices[place] ?? -1];
    return make(
      "li",
      {},
      ...rich(step?.text ?? ""),
      make("strong", {}, words.chose(plain(chosen?.text ?? ""))),
    );
  });
  return make(
    "details",
    { class: "cq-fold" },
    make("summary", {}, words.taken(steps.length)),
    make("ol", { class: "cq-way" }, ...rows),
  );
}

function effectOf(body: Scenario, choices: readonly number[]): Text | undefined {
  const step = stepOf(body, walk(body, choices.slice(0, -1))?.place ?? "");
  return step?.choices[choices[choices.length - 1] ?? -1]?.effect;
}

function paragraph(text: Text | undefined): readonly HTMLElement[] {
  return text === undefined ? [] : [make("p", {}, ...rich(text))];
}

/** The keys 1 to 4 press the choices in the order shown. */
function pressNumber(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target instanceof HTMLInputElement) return;
  const pressed = buttons["1234".indexOf(event.key)];
  if (!pressed) return;
  event.preventDefault();
  pressed.click();
}
