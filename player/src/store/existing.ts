/** Opens the records of a course that the browser already has, only to read them. */

import { Connection } from "./connection";
import { readProfiles } from "./profiles";
import { SOLE_PROFILE, VERSION } from "./schema";
import { LEARNER, TabStorage } from "./tab-storage";

/**
 * Opens the records of the learner of this tab; null if there are none, if the browser does not say so, or if it is
 * not known whose they are. Creates and upgrades nothing.
 */
export async function openExisting(home: string): Promise<Connection | null> {
  const databases = await (indexedDB as Partial<IDBFactory>).databases?.();
  if (!databases?.some(({ name, version = 0 }) => name === home && version >= VERSION)) return null;
  const tab = new TabStorage(home);
  if (tab.isVisit) return null;
  const records = new Connection(home);
  records.rest();
  const profiles = await readProfiles(records);
  const chosen = profiles.length > 1 ? profiles.find(({ id }) => id === tab.read(LEARNER)) : profiles[0];
  records.profile = chosen?.id ?? SOLE_PROFILE;
  if (profiles.length <= 1 || chosen) return records;
  await records.close();
  return null;
}
