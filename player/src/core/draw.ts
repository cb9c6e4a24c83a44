/**
 * Draws the questions of a paper from a blueprint and a paper number.
 *
 * The same function as `scripts/course/exams/draw.py`; both are tested with `tests/cases/draw.json`. The reasons for
 * each step are documented there.
 */

import { seedFor, shuffle } from "./shuffle";

/** A question in the pool; `apart` lists questions that may not be on the same paper. */
export interface Candidate {
  readonly id: string;
  readonly type: string;
  readonly page: string;
  readonly difficulty: number;
  readonly apart?: readonly string[];
  readonly kind?: string | null;
}

export interface Blueprint {
  /** Percentages by difficulty; null if they do not matter. */
  readonly shares: readonly number[] | null;
  readonly sections: readonly {
    readonly type: string;
    readonly kinds?: readonly string[];
    readonly count: number;
  }[];
}

/** Returns the question ids of the paper with this number, by section. */
export function draw(
  pool: readonly Candidate[],
  blueprint: Blueprint,
  number: string,
): readonly (readonly string[])[] {
  const types = new Set(blueprint.sections.map(({ type }) => type));
  const candidates = pool
    .filter(({ type }) => types.has(type))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const sections = blueprint.sections.map(({ type, kinds, count }, place) => {
    const pool = candidates.filter((one) => one.type === type && (!kinds || kinds.includes(one.kind ?? "")));
    return { pool, count, place, spare: pool.length - count };
  });
  const paper = drawn(sections, sections, blueprint.shares, number);
  if (sections.every(({ count, place }) => paper[place]?.length === count)) return paper;
  const scarceFirst = [...sections].sort((one, other) => one.spare - other.spare);
  const other = drawn(sections, scarceFirst, blueprint.shares, number);
  return other.flat().length > paper.flat().length ? other : paper;
}

interface Section {
  readonly pool: readonly Candidate[];
  readonly count: number;
  readonly place: number;
}

/** Draws the sections in this order; returns them as the blueprint has them. */
function drawn(
  sections: readonly Section[],
  order: readonly Section[],
  shares: Blueprint["shares"],
  number: string,
): readonly (readonly string[])[] {
  const drawing = new Drawing(shares);
  const seed = seedFor(0, number);
  const chosen = new Map(
    order.map(({ pool, count, place }) => [
      place,
      drawing.section(pool, count, seedFor(seed, String(place))),
    ]),
  );
  return sections.map(({ place }) => chosen.get(place) ?? []);
}

/** Percentage points within which variety takes precedence over the mix of difficulties. */
const STEP = 3;

interface Group {
  readonly page: string;
  readonly difficulty: number;
  /** In reverse order. */
  readonly questions: Candidate[];
}

class Drawing {
  private readonly taken = new Set<string>();
  private readonly barred = new Set<string>();
  private readonly levels = new Map<number, number>();

  constructor(private readonly shares: readonly number[] | null) {}

  section(candidates: readonly Candidate[], count: number, seed: number): readonly string[] {
    const sizes = counted(candidates.map(({ page }) => page));
    const used = new Map<string, number>();
    const groups = grouped(shuffle(seed, candidates.length).map((index) => candidates[index] as Candidate));
    const rank = ({ page, difficulty }: Group) => this.reluctance(page, difficulty, used, sizes);
    const chosen: string[] = [];
    while (chosen.length < count) {
      const best = this.best(groups, rank);
      if (!best) break;
      chosen.push(this.take(best.questions.pop() as Candidate));
      used.set(best.page, (used.get(best.page) ?? 0) + 1);
    }
    return chosen;
  }

  /** Returns the group with the lowest rank that still has a question; null if there is none. */
  private best(groups: readonly Group[], rank: (group: Group) => number): Group | null {
    let best: Group | null = null;
    let soonest = Number.POSITIVE_INFINITY;
    for (const group of groups) {
      if (!this.hasNext(group.questions)) continue;
      const place = rank(group);
      if (place < soonest) [best, soonest] = [group, place];
    }
    return best;
  }

  private hasNext(questions: Candidate[]): boolean {
    for (let last = questions.pop(); last; last = questions.pop()) {
      if (!this.free(last)) continue;
      questions.push(last);
      return true;
    }
    return false;
  }

  private free({ id, apart = [] }: Candidate): boolean {
    return !this.taken.has(id) && !this.barred.has(id) && !apart.some((other) => this.taken.has(other));
  }

  private take({ id, difficulty, apart = [] }: Candidate): string {
    this.taken.add(id);
    for (const other of apart) this.barred.add(other);
    this.levels.set(difficulty, (this.levels.get(difficulty) ?? 0) + 1);
    return id;
  }

  private reluctance(
    page: string,
    difficulty: number,
    used: ReadonlyMap<string, number>,
    sizes: ReadonlyMap<string, number>,
  ): number {
    const filled = Math.floor(((used.get(page) ?? 0) * 1000) / (sizes.get(page) ?? 1));
    return this.surplus(difficulty) * 1000 + filled;
  }

  private surplus(difficulty: number): number {
    if (!this.shares) return 0;
    const after = this.taken.size + 1;
    const beyond =
      ((this.levels.get(difficulty) ?? 0) + 1) * 100 - (this.shares[difficulty - 1] ?? 0) * after;
    return Math.max(0, Math.floor(beyond / (after * STEP)));
  }
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function grouped(shuffled: readonly Candidate[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of shuffled) {
    const key = `${one.difficulty} ${one.page}`;
    const group = groups.get(key) ?? { page: one.page, difficulty: one.difficulty, questions: [] };
    group.questions.push(one);
    groups.set(key, group);
  }
  for (const { questions } of groups.values()) questions.reverse();
  return Array.from(groups.values());
}
