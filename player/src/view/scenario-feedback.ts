/** What follows the end of a scenario: the debrief, the way that was gone beside a better one, and going it again. */

import { bestWay } from "../core/best-way";
import type { Scenario, ScenarioChoice } from "../core/data";
import { grade } from "../core/grade";
import { endOf, stepOf, walk } from "../core/scenario";
import { SYMBOLS } from "../texts/player";
import { MERITS, scenarioTexts as words } from "../texts/scenario";
import { button, fill, make } from "./dom";
import type { QuestionSetting } from "./field";
import { plain, rich } from "./rich";
import { scenarioField } from "./scenario-field";
import { verdictLine } from "./verdict";

const VERDICTS = { good: "right", fair: "partial", poor: "wrong" } as const;

export interface FeedbackSetting {
  readonly body: Scenario;
  readonly seed: number;
  /** The level of the question's heading. */
  readonly heading: QuestionSetting["heading"];
  /** What follows the lessons of the first run: the explanation, the sources. */
  readonly further: readonly HTMLElement[];
}

interface Run extends FeedbackSetting {
  /** Goes on from these choices, for practice. */
  restart(choices: readonly number[]): void;
}

/** The feedback on a response; null if the question was left unanswered. Further runs count for nothing. */
export function scenarioFeedback(setting: FeedbackSetting, response: unknown): readonly HTMLElement[] {
  const again = make("div", { class: "cq-again" });
  const run: Run = { ...setting, restart: (choices) => rerun({ ...run, further: [] }, choices, again) };
  return [...lessons(run, response), again];
}

/** Replaces the content of `place` with a run that nothing stores. */
function rerun(run: Run, choices: readonly number[], place: HTMLElement): void {
  const { body, seed, heading } = run;
  const verdict = make("p", { class: "cq-part-verdict", role: "status", tabindex: -1 });
  const after = make("div");
  const ended = () => {
    const response = field.read();
    fill(verdict, ...verdictLine(body, response, grade(body, response)));
    fill(after, ...lessons(run, response));
    verdict.focus();
  };
  const field = scenarioField({ body, seed, heading, response: choices, changed: () => {}, ended });
  fill(place, make("p", { class: "cq-notice" }, words.rerun), field.element, verdict, after);
  field.focus();
}

function lessons(run: Run, response: unknown): readonly HTMLElement[] {
  const { body, further, restart } = run;
  const own = endOf(body, response) ? (response as readonly number[]) : null;
  const best = bestWay(body);
  const debrief = own && endOf(body, own)?.debrief;
  const isBest = own?.join() === best.join();
  return [
    ...(debrief ? [explained(words.debrief, ...rich(debrief))] : []),
    make(
      "div",
      { class: "cq-ways" },
      own && way(run, isBest ? words.rightWay : words.yourWay, own, true),
      !isBest && way(run, own ? words.betterWay : words.rightWay, best, false),
    ),
    ...further,
    make("p", { class: "cq-hint" }, words.ends(Object.keys(body.ends).length)),
    make(
      "div",
      { class: "cq-actions" },
      button("retry", words.again, () => restart([])),
    ),
  ];
}

function explained(title: string, ...text: ReturnType<typeof rich>): HTMLElement {
  return make(
    "p",
    { class: "cq-explanation" },
    make("strong", { class: "cq-explanation-title" }, title),
    ...text,
  );
}

/** One way, step by step. The learner's own can be gone again from each of its steps. */
function way(run: Run, title: string, choices: readonly number[], isOwn: boolean): HTMLElement {
  const { body, restart } = run;
  const steps = walk(body, choices)?.steps ?? [];
  const rows = steps.flatMap((name, place) => {
    const choice = stepOf(body, name)?.choices[choices[place] ?? -1];
    const again = isOwn && place > 0 && againFrom(place + 1, () => restart(choices.slice(0, place)));
    return choice ? [make("li", {}, ...judged(choice), again)] : [];
  });
  const end = !isOwn && endOf(body, choices);
  return make(
    "div",
    {},
    make("p", { class: "cq-subtitle" }, title),
    make("ol", { class: "cq-way" }, ...rows),
    end && make("p", {}, make("strong", {}, `${words.end}：`), ...rich(end.text)),
  );
}

function judged({ text, merit, effect }: ScenarioChoice): readonly HTMLElement[] {
  const verdict = VERDICTS[merit];
  return [
    make("strong", {}, words.chose(plain(text))),
    make("span", { class: `cq-tag cq-merit-${verdict}` }, `${SYMBOLS[verdict]} ${MERITS[merit]}`),
    ...(effect ? [make("p", { class: "cq-hint" }, ...rich(effect))] : []),
  ];
}

function againFrom(number: number, restart: () => void): HTMLElement {
  return button("retry", words.fromStep(number), restart);
}
