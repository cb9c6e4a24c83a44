/** Where the records are stored, and how safely. */

import type { Holdings } from "../store/holdings";
import { texts } from "../texts/player";
import { settingsTexts as words } from "../texts/settings";
import { dayText } from "../view/dates";
import { make } from "../view/dom";
import { panel } from "./form";
import { records, tab } from "./host";

export async function storagePanel({ attempts, papers }: Holdings): Promise<HTMLElement> {
  if (tab.isVisit) return panel(words.storage, make("p", {}, words.visiting(attempts.length)));
  const since = attempts.reduce((first, { at }) => Math.min(first, at), Infinity);
  const size = Math.ceil(JSON.stringify([attempts, papers]).length / 1024);
  return panel(
    words.storage,
    make(
      "p",
      {},
      attempts.length > 0 ? words.stored(attempts.length, dayText(since), size) : words.storedNothing,
    ),
    make("p", {}, records.trouble ? texts.trouble[records.trouble] : words.keeps, await persistence()),
    make("p", {}, words.where),
  );
}

/** Plain http lacks this interface; then nothing is shown. */
async function persistence(): Promise<string> {
  const { storage } = navigator as { storage?: StorageManager };
  if (!storage?.persisted) return "";
  return (await storage.persisted().catch(() => false)) ? words.persisted : words.evictable;
}
