/**
 * The plan for importing a record file: a union of its records and those of the profile.
 *
 * Importing the same file twice adds nothing, and the order of two files does not matter.
 */

import { pastTime } from "../core/attempt-order";
import type { Holdings } from "./holdings";
import type { HandedIn } from "./papers";
import type { Read } from "./reads";
import type { Reason, Validated } from "./record-validation";
import type { Change } from "./records";
import { FORMAT } from "./schema";
import { LEARNER } from "./settings";
import type { Tick } from "./ticks";

/** The effect of an import. */
export interface Plan {
  readonly attempts: { readonly fresh: number; readonly known: number };
  readonly papers: { readonly fresh: number; readonly known: number };
  readonly notes: { readonly fresh: number; readonly known: number };
  /** Changed ticks, pages and papers. */
  readonly others: number;
  readonly refused: ReadonlyMap<Reason, number>;
  readonly changes: readonly Change[];
}

/** Plans an import at `now`; `others` are ids used otherwise in this browser. */
export function planImport(
  mine: Holdings,
  others: ReadonlySet<string>,
  { holdings, refused }: Validated,
  profile: string,
  now: number,
): Plan {
  const attempts = apart(holdings.attempts, mine.attempts, ({ id }) => id);
  const papers = apart(holdings.papers, mine.papers, ({ id }) => id);
  const notes = apart(holdings.notes, mine.notes, ({ id }) => id);
  const settled = settledPapers(mine.papers, holdings.papers);
  const own = attempts.fresh
    .filter(({ id }) => !others.has(id))
    // Without a number it would get the next one, and count as answered now.
    .map((attempt) => ({ ...attempt, order: attempt.order ?? pastTime(attempt.at, now) }));
  const ownPapers = papers.fresh.filter(({ id }) => !others.has(id));
  const ownNotes = notes.fresh.filter(({ id }) => !others.has(id));
  const foreign =
    attempts.fresh.length -
    own.length +
    papers.fresh.length -
    ownPapers.length +
    notes.fresh.length -
    ownNotes.length;
  const ticks = changedTicks(mine.ticks, holdings.ticks, now);
  const reads = changedReads(mine.reads, holdings.reads, now);
  const learner = firstOf(mine.learner, holdings.learner);
  const home = { format: FORMAT, profile };
  const sum = new Map(refused);
  if (foreign > 0) sum.set("other-profile", foreign);
  return {
    attempts: { fresh: own.length, known: attempts.known },
    papers: { fresh: ownPapers.length, known: papers.known },
    notes: { fresh: ownNotes.length, known: notes.known },
    others: ticks.length + reads.length + settled.length,
    refused: sum,
    changes: [
      ...own.map((attempt): Change => ({ store: "attempts", add: { ...attempt, ...home } })),
      ...ownPapers.map((paper): Change => ({ store: "papers", add: { ...paper, ...home } })),
      ...ownNotes.map((event): Change => ({ store: "notes", add: { ...event, ...home } })),
      ...settled.map((paper): Change => ({ store: "papers", put: { ...paper, ...home } })),
      ...ticks.map((tick): Change => ({ store: "ticks", put: { ...tick, ...home } })),
      ...reads.map((read): Change => ({ store: "reads", put: { ...read, ...home } })),
      ...(learner === mine.learner
        ? []
        : [{ store: "settings", put: { ...home, name: LEARNER, value: learner } } as const]),
    ],
  };
}

function apart<Item>(given: readonly Item[], mine: readonly Item[], nameOf: (item: Item) => string) {
  const known = new Set(mine.map(nameOf));
  const fresh = given.filter((item) => !known.has(nameOf(item)));
  return { fresh, known: given.length - fresh.length };
}

/** Papers with more self-assessed answers on the other side. */
function settledPapers(mine: readonly HandedIn[], given: readonly HandedIn[]): readonly HandedIn[] {
  const waiting = new Map(mine.map((paper) => [paper.id, pendingOf(paper)]));
  return given.filter((paper) => pendingOf(paper) < (waiting.get(paper.id) ?? 0));
}

function pendingOf({ marked }: HandedIn): number {
  return marked.filter(({ standing }) => standing === "pending").length;
}

/** The later state of a tick wins; at the same time, ticked wins. A time in the future is treated as wrong. */
function changedTicks(mine: readonly Tick[], given: readonly Tick[], now: number): readonly Tick[] {
  const known = new Map(mine.map((tick) => [JSON.stringify([tick.page, tick.text]), tick]));
  return given.filter((tick) => {
    const before = known.get(JSON.stringify([tick.page, tick.text]));
    if (!before) return true;
    const [later, earlier] = [pastTime(tick.at, now), pastTime(before.at, now)];
    return later > earlier || (later === earlier && tick.ticked && !before.ticked);
  });
}

/** The earlier end wins; the position is that of the later reading. */
function changedReads(mine: readonly Read[], given: readonly Read[], now: number): readonly Read[] {
  const known = new Map(mine.map((read) => [read.page, read]));
  return given.flatMap((read) => {
    const before = known.get(read.page);
    if (!before) return [read];
    const [theirs, ours] = [pastTime(read.at, now), pastTime(before.at, now)];
    const later = theirs > ours || (theirs === ours && read.place > before.place) ? read : before;
    const ended = earliest(read.ended, before.ended);
    const same = later === before && ended === before.ended;
    return same ? [] : [{ page: read.page, place: later.place, at: later.at, ended }];
  });
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Chooses one of two learner ids, independent of the order of import. */
function firstOf(one: string, other: string): string {
  if (one === "" || other === "") return one || other;
  return one < other ? one : other;
}
