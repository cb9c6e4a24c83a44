/** Everything that one profile has: the content of an export. */

import type { Fields } from "../core/foreign";
import { type Attempt, isAttempt } from "./attempts";
import { fieldsOf, isText } from "./fields";
import { isNoteEvent, type NoteEvent } from "./notes";
import { readAttempts } from "./pack";
import { type HandedIn, isHandedIn } from "./papers";
import { isRead, type Read } from "./reads";
import type { Records } from "./records";
import { LEARNER } from "./settings";
import { isTick, type Tick } from "./ticks";

export interface Holdings {
  readonly attempts: readonly Attempt[];
  readonly papers: readonly HandedIn[];
  readonly ticks: readonly Tick[];
  readonly reads: readonly Read[];
  readonly notes: readonly NoteEvent[];
  /** The learner's id on slips and records; empty before the first of them. */
  readonly learner: string;
}

/** Reads the holdings of the current profile; `others` are ids used otherwise in this browser. */
export async function readHoldings(records: Records): Promise<Holdings & { others: ReadonlySet<string> }> {
  const { profile } = records;
  const [attempts, papers, ticks, reads, notes, settings] = await Promise.all([
    readAttempts(records),
    // Of all profiles: what another profile has must not be imported under this one.
    records.all("papers"),
    records.all("ticks", [profile]),
    records.all("reads", [profile]),
    records.all("notes"),
    records.all("settings", [profile, LEARNER]),
  ]);
  const logged = attempts.filter(isAttempt).filter((attempt) => attempt.profile === profile);
  const handedIn = papers.filter(isHandedIn).filter((paper) => fieldsOf(paper)?.profile === profile);
  const noted = notes.filter(isNoteEvent).filter((event) => fieldsOf(event)?.profile === profile);
  const own = new Set<unknown>([...logged, ...handedIn, ...noted]);
  const rest = [...attempts, ...papers, ...notes].filter((record) => !own.has(record));
  const learner = fieldsOf(settings[0])?.value;
  return {
    attempts: logged,
    papers: handedIn,
    ticks: ticks.filter(isTick),
    reads: reads.filter(isRead),
    notes: noted,
    learner: isText(learner) ? learner : "",
    others: new Set(rest.map((record) => (record as Fields | null)?.id).filter(isText)),
  };
}
