/** Whether the database that all courses of an origin once shared still exists. */

import { SHARED_NAME } from "./schema";

/** Also true if the browser does not report it: Firefox lists databases since version 126. */
export async function hasShared(): Promise<boolean> {
  const databases = await (indexedDB as Partial<IDBFactory>).databases?.().catch(() => undefined);
  return !databases || databases.some(({ name }) => name === SHARED_NAME);
}
