/** Whether there still is the database that all courses of an origin once shared. */

import { SHARED_NAME } from "./schema";

/** Also true where the browser does not say: Firefox lists databases from version 126 on. */
export async function hasShared(): Promise<boolean> {
  const databases = await (indexedDB as Partial<IDBFactory>).databases?.().catch(() => undefined);
  return !databases || databases.some(({ name }) => name === SHARED_NAME);
}
