import type { Question, Shard } from "../core/data";

export interface Link {
  readonly label: string;
  readonly href: string;
}

/** Returns links to the points of a question. */
export function sources(question: Question, shard: Shard): readonly Link[] {
  return question.points.flatMap((id) => shard.points[id] ?? []);
}
