/** Verdicts on responses; tested with `tests/cases/grade.yml`. */

import {
  chosenOptions,
  filledBlanks,
  givenOrder,
  givenPairs,
  partResponses,
  readResponse,
  shortResponse,
  type Verdict,
} from "./answer";
import type { Body, Case, Question } from "./data";
import { normalise } from "./normalise";
import { outcomeOf } from "./scenario";
import { unreachable } from "./unreachable";

/** Returns the verdict on a response. A value that is no response to this question is wrong. */
export function grade(body: Body, response: unknown): Verdict {
  if (body.type === "case") return sum(partVerdicts(body, response));
  if (body.type === "multiple") {
    const chosen = chosenOptions(body, response);
    if (chosen?.some((index) => !body.key.includes(index))) return "wrong";
  }
  return sum(marks(body, response).map((good) => (good ? "right" : "wrong")));
}

/** Returns what is right of a response: by option, blank, position, pair or part; that an end is not poor, and good. */
export function marks(body: Body, response: unknown): readonly boolean[] {
  switch (body.type) {
    case "single":
    case "truefalse":
      return [readResponse(body, response) === body.key];
    case "multiple": {
      const chosen = chosenOptions(body, response);
      return body.key.map((index) => chosen?.includes(index) ?? false);
    }
    case "blank": {
      const texts = filledBlanks(body, response);
      return body.answers.map((accepted, index) => accepts(accepted, texts?.[index] ?? ""));
    }
    case "order": {
      const order = givenOrder(body, response);
      return body.items.map((_, place) => order?.[place] === place);
    }
    case "match": {
      const pairs = givenPairs(body, response);
      return body.left.map((_, index) => pairs?.[index] === index);
    }
    case "case":
      return partVerdicts(body, response).map((verdict) => verdict === "right");
    case "short": {
      const covered = shortResponse(body, response)?.covered;
      return body.reference.map((_, index) => covered?.includes(index) ?? false);
    }
    case "scenario": {
      const outcome = outcomeOf(body, response);
      return [outcome === "fair" || outcome === "good", outcome === "good"];
    }
    default:
      return unreachable(body);
  }
}

/** Returns whether the learner assesses the answer, because no program can grade a free text. */
export function isSelfMarked(question: Question): boolean {
  return question.type === "short";
}

function partVerdicts(body: Case, response: unknown): readonly Verdict[] {
  const responses = partResponses(body, response);
  return body.parts.map((part, index) => grade(part, responses?.[index]));
}

function accepts(accepted: readonly string[], text: string): boolean {
  const given = normalise(text);
  return given !== "" && accepted.some((answer) => normalise(answer) === given);
}

function sum(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.every((verdict) => verdict === "right")) return "right";
  return verdicts.every((verdict) => verdict === "wrong") ? "wrong" : "partial";
}
