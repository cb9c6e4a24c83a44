/**
 * The banks' data: classic scripts that push into `courseShards`, because they load from a folder (file://)
 * as well as from a server.
 */

import { isShard, type Shard } from "../core/data";
import { loadScript } from "./script";

declare global {
  var courseShards: { push(shard: unknown): void } | unknown[] | undefined;
}

const loaded = new Map<string, Shard>();
const loading = new Map<string, Promise<Shard>>();

/** Takes in what was pushed before the player ran, and from now on whatever is pushed. */
export function receiveShards(): void {
  const early = self.courseShards;
  self.courseShards = { push: receive };
  if (Array.isArray(early)) early.forEach(receive);
}

/** Sends for the data that the page will need, while it is still being found out who learns. */
export function expectShards(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-bank]")) {
    // Whoever needs it hears of a failure.
    loadShard(host.dataset.bank ?? "").catch(() => {});
  }
}

/** The data of a bank; rejects if its script does not come or holds something else. */
export function loadShard(bank: string): Promise<Shard> {
  const shard = loaded.get(bank);
  if (shard) return Promise.resolve(shard);
  const promise = loading.get(bank) ?? request(bank);
  loading.set(bank, promise);
  // What failed once may come the next time.
  promise.catch(() => loading.delete(bank));
  return promise;
}

function receive(value: unknown): void {
  if (isShard(value)) loaded.set(value.bank, value);
}

async function request(bank: string): Promise<Shard> {
  await loadScript(`quizzes/data/${encodeURIComponent(bank)}.js`);
  const shard = loaded.get(bank);
  if (!shard) throw new Error(`there is no data of ${bank} that this player can read`);
  return shard;
}
