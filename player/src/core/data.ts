/** The player's data: what a shard of a bank holds. Written by `scripts/course/render/player_data.py`. */

/** The version of the shards' shape that this player reads. */
export const FORMAT = 1;

/** A link; `href` is relative to the site's root, `title` what is said of it in place. */
export interface Link {
  text: string;
  href: string;
  title?: string;
}

/** A run of text. */
export type Inline = string | { strong: string } | { code: string } | Link;

/** A plain string where there is no markup. */
export type Text = string | readonly Inline[];

export interface Option {
  text: Text;
  /** Why it is wrong to choose it, or to miss it. */
  why?: Text;
  /** Keeps its place when options are shuffled. */
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
  /** The stem cut at its blanks: one piece more than there are blanks. */
  parts: readonly Text[];
  /** What is accepted in each blank; the first is the one to show. */
  answers: readonly (readonly string[])[];
}

export interface Order {
  type: "order";
  stem: Text;
  /** In the right order. */
  items: readonly Text[];
}

export interface Match {
  type: "match";
  stem: Text;
  left: readonly Text[];
  /** `right[i]` belongs to `left[i]`; what is left over belongs to none. */
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
  /** What a good answer mentions; the learner marks which of it they covered. */
  reference: readonly Text[];
}

export type Body = BasicBody | Case | Short;

export type Question = Body & {
  id: string;
  /** A hash over what decides right and wrong: a changed one voids what was answered before. */
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
 * Tells whether a script handed over a shard that this player can read.
 *
 * Shards come from our own generator, so only what tells a stale or newer one from ours is looked at.
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
  /** What an answer that is partly right earns: nothing, half the marks, or its share of them. */
  partly: "none" | "half" | "share";
}

/** An exam's blueprint; its name begins every paper number. */
export interface Exam {
  name: string;
  title: string;
  about: string;
  minutes: number;
  passing: number;
  /** Study pages to draw from; none for all. */
  pages: readonly string[];
  /** The learner chooses one study page to draw from. */
  choosePage: boolean;
  /** Shares of the difficulties in percent; null where they do not matter. */
  shares: readonly number[] | null;
  sections: readonly Section[];
}
