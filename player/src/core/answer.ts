/** A learner's responses, and their verdicts. */

import type { Blank, Body, Case, Match, Multiple, Order, Short } from "./data";
import { endOf, walk } from "./scenario";
import { unreachable } from "./unreachable";
import { isBlank } from "./visible";

export type Verdict = "right" | "partial" | "wrong";

/** `pending`: submitted, and not self-assessed yet. */
export type Standing = Verdict | "pending";

export const RATING_NAMES = ["again", "hard", "good", "easy"] as const;

/** How hard the recall was, by the learner's own rating. It determines the interval to the next review. */
export type Rating = (typeof RATING_NAMES)[number];

/** The most characters in one answer field. The import of a record accepts answers of this length. */
export const LONGEST_ANSWER = 20_000;

export type BasicResponse = number | boolean | readonly string[] | readonly (number | null)[];

export interface ShortResponse {
  readonly text: string;
  /** Indexes of the reference points that the learner ticked as covered. */
  readonly covered: readonly number[];
}

/** The shape depends on the question's type: see `readResponse`. Indexes are those of the bank. */
export type Response = BasicResponse | readonly (BasicResponse | null)[] | ShortResponse;

/** The state of one question in a run. Without a standing it has not been submitted. */
export interface Entry {
  readonly response: Response | null;
  readonly standing: Standing | null;
}

export const UNANSWERED: Entry = { response: null, standing: null };

/**
 * Reads a value of unknown origin as a response to a question; null if it is empty or does not fit.
 *
 * Stored records can come from another version or another program, or be edited by hand.
 */
export function readResponse(body: Body, value: unknown): Response | null {
  switch (body.type) {
    case "single":
      return isIndex(value, body.options.length) ? value : null;
    case "multiple":
      return chosenOptions(body, value);
    case "truefalse":
      return typeof value === "boolean" ? value : null;
    case "blank":
      return filledBlanks(body, value);
    case "order":
      return givenOrder(body, value);
    case "match":
      return givenPairs(body, value);
    case "case":
      return partResponses(body, value);
    case "short":
      return shortResponse(body, value);
    case "scenario":
      return endOf(body, value) ? (value as readonly number[]) : null;
    default:
      return unreachable(body);
  }
}

/** Like `readResponse`, for an answer that may be unfinished: the choices of a scenario need not reach an end. */
export function readDraft(body: Body, value: unknown): Response | null {
  if (body.type !== "scenario") return readResponse(body, value);
  return walk(body, value) ? (value as readonly number[]) : null;
}

export function chosenOptions(body: Multiple, value: unknown): readonly number[] | null {
  const chosen = indexes(value, body.options.length);
  return chosen.length > 0 ? chosen : null;
}

export function filledBlanks(body: Blank, value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length !== body.answers.length) return null;
  const texts = value.map((text) => (typeof text === "string" ? text : ""));
  return texts.every(isBlank) ? null : texts;
}

export function givenOrder(body: Order, value: unknown): readonly number[] | null {
  const order = indexes(value, body.items.length);
  return order.length === body.items.length ? order : null;
}

export function givenPairs(body: Match, value: unknown): readonly (number | null)[] | null {
  if (!Array.isArray(value) || value.length !== body.left.length) return null;
  const pairs = value.map((index) => (isIndex(index, body.right.length) ? index : null));
  return pairs.some((index) => index !== null) ? pairs : null;
}

export function partResponses(body: Case, value: unknown): readonly (BasicResponse | null)[] | null {
  if (!Array.isArray(value) || value.length !== body.parts.length) return null;
  const responses = body.parts.map((part, index) => readResponse(part, value[index]) as BasicResponse | null);
  return responses.some((response) => response !== null) ? responses : null;
}

export function shortResponse(body: Short, value: unknown): ShortResponse | null {
  const { text, covered } = (value ?? {}) as { text?: unknown; covered?: unknown };
  if (typeof text !== "string" || isBlank(text)) return null;
  return { text, covered: indexes(covered, body.reference.length) };
}

function isIndex(value: unknown, count: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < count;
}

/** Returns the indexes if all are valid and distinct, else an empty list. */
function indexes(value: unknown, count: number): readonly number[] {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return [];
  return value.every((index) => isIndex(index, count)) ? value : [];
}
