/** The data format of the shards, one for each bank. Written by `scripts/course/site/player_data.py`. */

/** The version of the shard format that this player reads. */
export const FORMAT = 1;

/** A link; `href` is relative to the site's root, `title` is its tooltip. */
export interface Link {
  text: string;
  href: string;
  title?: string;
}

/** A run of text. */
export type Inline = string | { strong: string } | { code: string } | Link;

/** A plain string if there is no markup. */
export type Text = string | readonly Inline[];

export interface Option {
  text: Text;
  /** Why choosing it, or missing it, is wrong. */
  why?: Text;
  /** Keeps its position when options are shuffled. */
  fixed?: true;
}

export interface Single {
  type: "single";
  stem: Text;
  options: readonly Option[];
  key: number;
}

export interface Multiple {
  type: "multiple";
  stem: Text;
  options: readonly Option[];
  key: readonly number[];
}

export interface TrueFalse {
  type: "truefalse";
  stem: Text;
  key: boolean;
}

export interface Blank {
  type: "blank";
  /** The stem split at its blanks: one more than there are blanks. */
  parts: readonly Text[];
  /** The accepted answers of each blank; the first one is shown. */
  answers: readonly (readonly string[])[];
}

export interface Order {
  type: "order";
  stem: Text;
  /** In the correct order. */
  items: readonly Text[];
}

export interface Match {
  type: "match";
  stem: Text;
  left: readonly Text[];
  /** `right[i]` matches `left[i]`; the rest matches nothing. */
  right: readonly Text[];
}

export type BasicBody = Single | Multiple | TrueFalse | Blank | Order | Match;

export type Part = BasicBody & { explanation: Text };

export interface Case {
  type: "case";
  stem: Text;
  material: Text;
  parts: readonly Part[];
}

export interface Short {
  type: "short";
  stem: Text;
  /** The points of a good answer; the learner ticks those they covered. */
  reference: readonly Text[];
}

export type Body = BasicBody | Case | Short;

export type Question = Body & {
  id: string;
  /** The answer version: a hash over everything that decides right and wrong. A change voids earlier answers. */
  version: string;
  points: readonly string[];
  difficulty: 1 | 2 | 3;
  explanation: Text;
};

export interface Shard {
  format: typeof FORMAT;
  /** The course version, for reports to the staff. */
  course: string;
  bank: string;
  title: string;
  page: string;
  questions: readonly Question[];
  points: Readonly<Record<string, { label: string; requirement: string; href: string }>>;
  requirements: Readonly<Record<string, { title: string; href: string }>>;
}

/**
 * Returns whether a value is a shard that this player can read.
 *
 * Shards come from our own generator, so only the format is checked.
 */
export function isShard(value: unknown): value is Shard {
  const shard = value as Partial<Shard> | null;
  return shard?.format === FORMAT && typeof shard.bank === "string" && Array.isArray(shard.questions);
}

export interface StudyPage {
  /** Below the site's root. */
  path: string;
  title: string;
  minutes: number;
  requirements: readonly { id: string; title: string; points: readonly string[] }[];
}

export interface Section {
  title: string;
  type: Body["type"];
  count: number;
  marks: number;
  /** The marks for a partly correct answer: none, half of them, or its share. */
  partly: "none" | "half" | "share";
}

/** An exam's blueprint; its name begins every paper number. */
export interface Exam {
  name: string;
  title: string;
  about: string;
  minutes: number;
  passing: number;
  /** Study pages to draw from; empty for all. */
  pages: readonly string[];
  /** The learner chooses one study page to draw from. */
  choosePage: boolean;
  /** Percentages by difficulty; null if they do not matter. */
  shares: readonly number[] | null;
  sections: readonly Section[];
}
