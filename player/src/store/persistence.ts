/** Asks the browser not to evict the records when the disk is full. */

/** Some browsers prompt the reader, so this asks once only. */
const ASKED = "course:persistence-asked";

/** Plain http lacks this interface; then nothing is requested. */
export async function askToPersist(): Promise<void> {
  try {
    const { storage } = navigator as { storage?: Partial<StorageManager> };
    if (!storage?.persist || localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, "1");
    await storage.persist();
  } catch {
    // Best effort: the records exist either way.
  }
}
