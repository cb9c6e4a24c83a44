// Generated from scripts/course/site/payload.py by `python -m dev.player_types`: the data that the player loads.

export type Merit = "good" | "fair" | "poor";

/** A link; `href` is relative to the site's root, `title` is its tooltip. */
export interface Link {
  text: string;
  href: string;
  title?: string;
}

export interface Strong {
  strong: string;
}

export interface Code {
  code: string;
}

export type Inline = string | Strong | Code | Link;

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

export interface Explained {
  explanation: Text;
}

export interface SinglePart extends Single, Explained {}

export interface MultiplePart extends Multiple, Explained {}

export interface TrueFalsePart extends TrueFalse, Explained {}

export interface BlankPart extends Blank, Explained {}

export interface OrderPart extends Order, Explained {}

export interface MatchPart extends Match, Explained {}

export type Part = SinglePart | MultiplePart | TrueFalsePart | BlankPart | OrderPart | MatchPart;

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

export interface ScenarioChoice {
  text: Text;
  /** The step or end that follows. */
  go: string;
  /** What came of it, shown above what follows. */
  effect?: Text;
  merit: Merit;
}

export interface ScenarioStep {
  text: Text;
  choices: readonly ScenarioChoice[];
}

export interface ScenarioEnd {
  outcome: Merit;
  text: Text;
  debrief: Text;
}

export interface Scenario {
  type: "scenario";
  stem: Text;
  /** The name of the first step; no step has the name of an end. */
  start: string;
  steps: Readonly<Record<string, ScenarioStep>>;
  ends: Readonly<Record<string, ScenarioEnd>>;
}

export type Body = BasicBody | Case | Short | Scenario;

export interface Identified extends Explained {
  id: string;
  /** The answer version: a hash over everything that decides right and wrong. A change voids earlier answers. */
  version: string;
  points: readonly string[];
  difficulty: 1 | 2 | 3;
}

export interface SingleQuestion extends Single, Identified {}

export interface MultipleQuestion extends Multiple, Identified {}

export interface TrueFalseQuestion extends TrueFalse, Identified {}

export interface BlankQuestion extends Blank, Identified {}

export interface OrderQuestion extends Order, Identified {}

export interface MatchQuestion extends Match, Identified {}

export interface CaseQuestion extends Case, Identified {}

export interface ShortQuestion extends Short, Identified {}

export interface ScenarioQuestion extends Scenario, Identified {}

export type Question =
  | SingleQuestion
  | MultipleQuestion
  | TrueFalseQuestion
  | BlankQuestion
  | OrderQuestion
  | MatchQuestion
  | CaseQuestion
  | ShortQuestion
  | ScenarioQuestion;

export interface PointPlace {
  label: string;
  requirement: string;
  href: string;
}

export interface RequirementPlace {
  title: string;
  href: string;
}

/** The data of one bank. */
export interface Shard {
  format: 1;
  /** The course version, for reports to the staff. */
  course: string;
  bank: string;
  title: string;
  page: string;
  questions: readonly Question[];
  points: Readonly<Record<string, PointPlace>>;
  requirements: Readonly<Record<string, RequirementPlace>>;
}

export interface Bank {
  title: string;
  page: string;
}

export interface Requirement {
  id: string;
  title: string;
  points: readonly string[];
}

export interface StudyPage {
  /** Below the site's root. */
  path: string;
  title: string;
  minutes: number;
  requirements: readonly Requirement[];
}

export interface Section {
  title: string;
  type: "single" | "multiple" | "truefalse" | "blank" | "order" | "match" | "case" | "short" | "scenario";
  /** The kinds of questions to draw; all of them without it. */
  kinds?: readonly string[];
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

/** A question in the index; `apart` are questions that may not be on the same paper, `kind` may be empty. */
export type QuestionRow = readonly [
  id: string,
  type: "single" | "multiple" | "truefalse" | "blank" | "order" | "match" | "case" | "short" | "scenario",
  points: readonly string[],
  difficulty: 1 | 2 | 3,
  version: string,
  bank: string,
  apart: readonly string[],
  kind: string,
];

export interface LearningPath {
  title: string;
  /** Study pages, or requirements as page and `#id`, below the site's root. */
  steps: readonly string[];
}

/** Everything about the course except the text of its questions. */
export interface Index {
  format: 2;
  course: string;
  banks: Readonly<Record<string, Bank>>;
  /** In reading order. */
  pages: readonly StudyPage[];
  paths: readonly LearningPath[];
  exams: readonly Exam[];
  questions: readonly QuestionRow[];
}
