/** Values for a learning platform (SCORM 1.2 data model), derived from the log: score, status, interactions. */

import type { Response, ShortResponse, Verdict } from "../core/answer";
import type { CourseIndex, IndexedQuestion } from "../core/course-index";
import type { Body } from "../core/data";
import { lastVerdicts, verdictKey } from "../learning/progress";

/** The content of a package: the questions that count, and the pages that must be read; no pages for a quiz. */
export interface Scope {
  readonly questions: readonly IndexedQuestion[];
  readonly pages: readonly string[];
  /** The score in percent that passes a quiz; null if only completion counts. */
  readonly passing: number | null;
}

export type Status = "incomplete" | "completed" | "passed" | "failed";

export interface Standing {
  /** 0 to 100: a right answer counts one, a partly right one a half. */
  readonly score: number;
  readonly answered: number;
  readonly status: Status;
}

interface Answered {
  readonly question: string;
  readonly version: string;
  readonly verdict: string;
}

/** Returns the scope of one bank, or of the whole course with its pages. */
export function scopeOf(index: CourseIndex, bank: string, passing: number | null): Scope {
  const questions = index.questions.filter((question) => bank === "" || question.bank === bank);
  return { questions, pages: bank === "" ? index.pages.map(({ path }) => path) : [], passing };
}

/** Returns a learner's score and status; the last answer to each question counts. */
export function standingOf(
  { questions, pages, passing }: Scope,
  log: readonly Answered[],
  ended: ReadonlySet<string>,
): Standing {
  const last = lastVerdicts(log);
  const verdicts = questions.flatMap(({ id, version }) => last.get(verdictKey(id, version)) ?? []);
  const points = verdicts.reduce((sum, verdict) => sum + (WORTH[verdict] ?? 0), 0);
  const score = questions.length === 0 ? 0 : Math.round((points / questions.length) * 10_000) / 100;
  const whole =
    passing === null ? pages.every((page) => ended.has(page)) : verdicts.length === questions.length;
  return { score, answered: verdicts.length, status: whole ? end(score, passing) : "incomplete" };
}

const WORTH: Readonly<Record<string, number>> = { right: 1, partial: 0.5 };

function end(score: number, passing: number | null): Status {
  if (passing === null) return "completed";
  return score >= passing ? "passed" : "failed";
}

const RANKS: Readonly<Record<string, number>> = { incomplete: 1, failed: 2, completed: 3, passed: 3 };

/** Returns the better of the platform's status and the new one: a status never gets worse. */
export function better(before: string, now: Status): string {
  return (RANKS[before] ?? 0) > (RANKS[now] ?? 0) ? before : now;
}

/** Returns one answer as fields of an interaction; the id is set first (section 3.4.2.7). */
export function interaction(
  given: { question: string; response: Response; verdict: Verdict; took: number; at: Date },
  body: Body | null,
): Readonly<Record<string, string>> & { readonly id: string } {
  const key = body ? keyOf(body) : null;
  const type = body ? TYPES[body.type] : "performance";
  return {
    id: given.question,
    type,
    time: clock(given.at),
    student_response: body ? said(body, given.response) : cut(JSON.stringify(given.response)),
    result: RESULTS[given.verdict],
    weighting: "1",
    latency: span(given.took),
    ...(key === null ? {} : { "correct_responses.0.pattern": key }),
  };
}

const TYPES: Readonly<Record<Body["type"], string>> = {
  single: "choice",
  multiple: "choice",
  truefalse: "true-false",
  blank: "fill-in",
  order: "sequencing",
  match: "matching",
  case: "performance",
  short: "performance",
  scenario: "performance",
};

const RESULTS: Readonly<Record<Verdict, string>> = { right: "correct", partial: "0.5", wrong: "wrong" };

/** The longest response that a platform stores. */
const LONGEST = 255;

function said(body: Body, response: Response): string {
  switch (body.type) {
    case "single":
      return letter(response as number);
    case "multiple":
    case "order":
    case "scenario":
      return (response as readonly number[]).map(letter).join(",");
    case "truefalse":
      return response === true ? "t" : "f";
    case "blank":
      return cut((response as readonly string[]).join("；"));
    case "match":
      return (response as readonly (number | null)[])
        .flatMap((right, left) => (right === null ? [] : `${letter(left)}.${letter(right)}`))
        .join(",");
    case "short":
      return cut((response as ShortResponse).text);
    default:
      return cut(JSON.stringify(response));
  }
}

/** Returns the correct response in the same notation; null if there is not exactly one. */
function keyOf(body: Body): string | null {
  switch (body.type) {
    case "single":
    case "multiple":
    case "truefalse":
      return said(body, body.key);
    case "blank":
      return said(
        body,
        body.answers.map(([first]) => first ?? ""),
      );
    case "order":
      return said(body, Array.from(body.items.keys()));
    case "match":
      return said(body, Array.from(body.left.keys()));
    default:
      return null;
  }
}

/** The letter of an index, from a. No question has more than 26 options. */
function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

function cut(text: string): string {
  return Array.from(text).slice(0, LONGEST).join("").slice(0, LONGEST);
}

/** Formats a time of day as HH:MM:SS. */
function clock(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
}

/** Formats milliseconds as HHHH:MM:SS.SS, at least zero. */
export function span(milliseconds: number): string {
  const hundredths = Math.max(0, Math.round(milliseconds / 10));
  const seconds = Math.floor(hundredths / 100);
  const hours = Math.min(9999, Math.floor(seconds / 3600));
  const minutes = Math.floor(seconds / 60) % 60;
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
