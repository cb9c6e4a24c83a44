import type { Response } from "../core/answer";

/** The part of a question that the learner fills in. */
export interface Field {
  readonly element: HTMLElement;
  read(): Response | null;
  /** Disables it after submission, and shows what was right. */
  settle(): void;
}

/** The common settings of fields. */
export interface Beginning {
  /** The response so far, already read for this question. */
  readonly response: Response | null;
  /** The seed for shuffling. */
  readonly seed: number;
  changed(): void;
}

/** The settings of a whole question's field. */
export interface QuestionSetting extends Beginning {
  /** The level of its heading. */
  readonly heading: "h2" | "h3";
  /** Called after the choice that ends a scenario. */
  ended?(): void;
}

export interface Setting<Body> extends Beginning {
  readonly body: Body;
}
