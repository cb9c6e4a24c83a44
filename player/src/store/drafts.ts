/** The state of each question in a run, submitted or not; closing a tab loses nothing. */

import type { Entry, Standing } from "../core/answer";
import { fieldsOf, isNumber, isText } from "./fields";
import type { Records } from "./records";
import { FORMAT } from "./schema";

export interface Draft {
  readonly question: string;
  readonly version: string;
  /** The seed of its run: drafts of an earlier run do not count. */
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

export function saveDraft(records: Records, scope: string, draft: Draft): Promise<boolean> {
  return records.put("drafts", { format: FORMAT, profile: records.profile, scope, ...draft, at: Date.now() });
}

export async function readDrafts(records: Records, scope: string): Promise<readonly Draft[]> {
  const found = await records.all("drafts", [records.profile, scope]);
  return found.filter(isDraft);
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
