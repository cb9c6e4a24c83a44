import type { Question, Shard } from "../core/data";
import { entryOf, type Session, type Tally, tally } from "./session";
import type { Link } from "./sources";

/** The result of a run for one requirement, and its points to read again. */
export interface RequirementResult {
  readonly requirement: Link;
  readonly counts: Tally;
  readonly asked: number;
  readonly again: readonly Link[];
}

/** Returns the result by requirement, in the order of the run. */
export function byRequirement(session: Session, shard: Shard): readonly RequirementResult[] {
  const groups = new Map<string, Question[]>();
  for (const question of session.questions) {
    for (const id of requirementsOf(question, shard)) {
      groups.set(id, [...(groups.get(id) ?? []), question]);
    }
  }
  return [...groups].flatMap(([id, questions]) => {
    const requirement = shard.requirements[id];
    if (!requirement) return [];
    return [
      {
        requirement: { label: requirement.title, href: requirement.href },
        counts: tally(session, questions),
        asked: questions.length,
        again: pointsToReread(session, shard, id, questions),
      },
    ];
  });
}

function requirementsOf(question: Question, shard: Shard): Set<string> {
  return new Set(question.points.flatMap((id) => shard.points[id]?.requirement ?? []));
}

function pointsToReread(session: Session, shard: Shard, requirement: string, questions: readonly Question[]) {
  const missed = questions.filter(({ id }) => {
    const { standing } = entryOf(session, id);
    return standing === "wrong" || standing === "partial";
  });
  const ids = new Set(missed.flatMap(({ points }) => points));
  return [...ids].flatMap((id) => {
    const point = shard.points[id];
    return point?.requirement === requirement ? [{ label: point.label, href: point.href }] : [];
  });
}
