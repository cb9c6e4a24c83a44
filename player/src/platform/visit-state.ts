/** Converts between records and the state that a platform stores between two visits. */

import type { Attempt } from "../store/attempts";
import { readDrafts, saveDraft } from "../store/drafts";
import type { Change, Records } from "../store/records";
import { readRun, saveRun } from "../store/runs";
import { FORMAT } from "../store/schema";
import type { Scope } from "./cmi-values";
import type { SuspendData } from "./suspend-data";

type Kept = Omit<SuspendData, "course">;

const STANDINGS = ["right", "partial", "wrong", "pending", null] as const;

/** The name of a quiz's run; the whole course has none. */
function runName({ questions, pages }: Scope): string {
  return pages.length === 0 ? `quiz:${questions[0]?.bank ?? ""}` : "";
}

/** Reads the state to store from the records. */
export async function readState(
  records: Records,
  course: string,
  scope: Scope,
  log: readonly Attempt[],
  ended: ReadonlySet<string>,
): Promise<SuspendData> {
  const places = new Map(scope.questions.map(({ id }, place) => [id, place]));
  const versions = new Map(scope.questions.map(({ id, version }) => [id, version]));
  const last = new Map(
    log.flatMap(({ question, version, verdict }) =>
      versions.get(question) === version ? [[question, verdict]] : [],
    ),
  );
  const name = runName(scope);
  const [run, drafts] = name
    ? await Promise.all([readRun(records, name), readDrafts(records, name)])
    : [null, []];
  return {
    course,
    verdicts: scope.questions.map(({ id }) => last.get(id) ?? ""),
    pages: scope.pages.flatMap((page, place) => (ended.has(page) ? place : [])),
    run: run && {
      seed: run.seed,
      position: run.position,
      only: run.only?.flatMap((id) => places.get(id) ?? []) ?? null,
    },
    filled: drafts.flatMap(({ question, run: seed, version, response, standing }) => {
      const place = places.get(question);
      const current = seed === run?.seed && versions.get(question) === version;
      return place !== undefined && current ? { question: place, response, standing } : [];
    }),
  };
}

/** Writes a stored state into the records. */
export async function restoreState(records: Records, scope: Scope, kept: Kept): Promise<void> {
  const responses = new Map(kept.filled.map(({ question, response }) => [question, response]));
  // The time is not stored; 0 is before everything that follows.
  const past = {
    format: FORMAT,
    profile: records.profile,
    at: 0,
    zone: 0,
    took: 0,
    mode: "practice",
    paper: null,
  };
  const attempts = scope.questions.flatMap(({ id: question, version }, place): Change[] => {
    const verdict = kept.verdicts[place];
    const response = responses.get(place) ?? null;
    return verdict
      ? [
          {
            store: "attempts",
            add: { ...past, id: `kept-${question}`, question, version, verdict, response },
          },
        ]
      : [];
  });
  const reads = kept.pages.flatMap((place): Change[] => {
    const page = scope.pages[place];
    const read = { format: FORMAT, profile: records.profile, page, place: "", at: 0, ended: 0 };
    return page === undefined ? [] : [{ store: "reads", put: read }];
  });
  await records.apply([...attempts, ...reads]);
  if (kept.run) await restoreRun(records, scope, kept, kept.run);
}

async function restoreRun(
  records: Records,
  scope: Scope,
  { filled }: Kept,
  { seed, position, only }: NonNullable<Kept["run"]>,
): Promise<void> {
  const name = runName(scope);
  const ids = only?.flatMap((place) => scope.questions[place]?.id ?? []) ?? null;
  await saveRun(records, name, { seed, position, only: ids });
  for (const { question, response, standing } of filled) {
    const asked = scope.questions[question];
    const known = STANDINGS.find((one) => one === standing);
    if (asked === undefined || known === undefined) continue;
    const { id, version } = asked;
    await saveDraft(records, name, { question: id, version, run: seed, response, standing: known });
  }
}
