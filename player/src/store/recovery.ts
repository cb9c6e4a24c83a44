/** Adds attempts that a page was left with before they were saved (see store/unsaved.ts). */

import type { IDBPDatabase } from "idb";
import { parseJson } from "../core/foreign";
import { writeChanges } from "./connection";
import { fieldsOf, isText } from "./fields";
import { unsavedNames } from "./unsaved";

/** Adds what was kept and is missing; what fails is tried again by the next page. */
export async function addUnsaved(database: IDBPDatabase): Promise<void> {
  const found = unsavedNames(database.name).map((name) => ({
    name,
    add: fieldsOf(parseJson(localStorage.getItem(name) ?? "")),
  }));
  // They get their numbers in this order, and names are random.
  found.sort((one, other) => Number(one.add?.at ?? 0) - Number(other.add?.at ?? 0));
  for (const { name, add } of found) {
    if (add && isText(add.id)) await addOnce(database, add.id, add);
    localStorage.removeItem(name);
  }
}

/** Another tab may have added it, or be about to. */
async function addOnce(database: IDBPDatabase, id: string, add: object): Promise<void> {
  const isThere = async () => Boolean(await database.get("attempts", id));
  if (await isThere()) return;
  await writeChanges(database, [{ store: "attempts", add }], "strict").catch(async (error: unknown) => {
    if (!(await isThere())) throw error;
  });
}
