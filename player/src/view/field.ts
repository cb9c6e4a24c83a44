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

export interface Setting<Body> extends Beginning {
  readonly body: Body;
}
