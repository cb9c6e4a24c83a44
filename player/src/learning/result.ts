import type { Question, Shard } from "../core/data";
import { entryOf, type Session, type Tally, tally } from "./session";

export interface Link {
  readonly label: string;
  readonly href: string;
}

/** How a run went on one requirement, and which of its points are worth reading again. */
export interface RequirementResult {
  readonly requirement: Link;
  readonly counts: Tally;
  readonly asked: number;
  readonly again: readonly Link[];
}

/** The result by requirement, in the order in which the run first asks them. */
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

/** Links to the points that a question asks. */
export function sources(question: Question, shard: Shard): readonly Link[] {
  return question.points.flatMap((id) => shard.points[id] ?? []);
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
