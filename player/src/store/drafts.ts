/** Where a learner is with each question of a run, handed in or not; a closed tab loses nothing. */

import type { Entry, Standing } from "../answer";
import type { Connection } from "./connection";
import { fieldsOf, isNumber, isText } from "./record";
import { FORMAT, PROFILE } from "./schema";

export interface Draft {
  readonly question: string;
  readonly version: string;
  /** The seed of the run that it belongs to: drafts of an earlier run do not count. */
  readonly run: number;
  readonly response: unknown;
  readonly standing: Standing | null;
}

const STANDINGS: readonly unknown[] = [
  "right",
  "partial",
  "wrong",
  "pending",
  null,
] satisfies Entry["standing"][];

export function saveDraft(connection: Connection, scope: string, draft: Draft): Promise<boolean> {
  return connection.put("drafts", { format: FORMAT, profile: PROFILE, scope, ...draft, at: Date.now() });
}

export async function readDrafts(connection: Connection, scope: string): Promise<readonly Draft[]> {
  const records = await connection.all("drafts", [PROFILE, scope]);
  return records.filter(isDraft);
}

function isDraft(value: unknown): value is Draft {
  const fields = fieldsOf(value);
  return (
    fields !== null &&
    isText(fields.question) &&
    isText(fields.version) &&
    isNumber(fields.run) &&
    STANDINGS.includes(fields.standing)
  );
}
