import type { Response } from "../core/answer";

/** The part of a question that the learner fills in. */
export interface Field {
  readonly element: HTMLElement;
  read(): Response | null;
  /** Closes it after handing in, and shows on it what was right. */
  settle(): void;
}

/** What every field is made from. */
export interface Beginning {
  /** The answer so far, already read as one to this question. */
  readonly response: Response | null;
  /** For the order in which things are shown. */
  readonly seed: number;
  changed(): void;
}

export interface Setting<Body> extends Beginning {
  readonly body: Body;
}
