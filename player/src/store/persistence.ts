/** Asks the browser not to clear the records by itself when the disk is full. */

/** Some browsers ask the reader, who should be asked once. */
const ASKED = "course:persistence-asked";

/** Plain http has no such interface: then nothing is asked. */
export async function askToPersist(): Promise<void> {
  try {
    const { storage } = navigator as { storage?: Partial<StorageManager> };
    if (!storage?.persist || localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, "1");
    await storage.persist();
  } catch {
    // It is a wish; the records are there all the same.
  }
}
