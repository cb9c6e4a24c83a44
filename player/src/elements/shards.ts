/**
 * The data of the banks: classic scripts that push into `courseShards`. These work from a folder (file://) as well as
 * from a server.
 */

import type { Shard } from "../core/data";
import { loadScript } from "./script";

declare global {
  var courseShards: { push(shard: unknown): void } | unknown[] | undefined;
}

const FORMAT: Shard["format"] = 1;

const loaded = new Map<string, Shard>();
const loading = new Map<string, Promise<Shard>>();

/** Receives shards that were pushed before the player ran, and all later ones. */
export function receiveShards(): void {
  const early = self.courseShards;
  self.courseShards = { push: receive };
  if (Array.isArray(early)) early.forEach(receive);
}

/** Starts loading the data of the page while the learner is being determined. */
export function expectShards(): void {
  for (const host of document.querySelectorAll<HTMLElement>("[data-bank]")) {
    // The later call reports the failure.
    loadShard(host.dataset.bank ?? "").catch(() => {});
  }
}

/** Loads the data of a bank; rejects if the script does not load or has another format. */
export function loadShard(bank: string): Promise<Shard> {
  const shard = loaded.get(bank);
  if (shard) return Promise.resolve(shard);
  const promise = loading.get(bank) ?? request(bank);
  loading.set(bank, promise);
  // Allow a retry after a failure.
  promise.catch(() => loading.delete(bank));
  return promise;
}

function receive(value: unknown): void {
  if (isShard(value)) loaded.set(value.bank, value);
}

/** Returns whether this player can read a value. Shards come from our own generator: only the format is checked. */
function isShard(value: unknown): value is Shard {
  const shard = value as Partial<Shard> | null;
  return shard?.format === FORMAT && typeof shard.bank === "string" && Array.isArray(shard.questions);
}

async function request(bank: string): Promise<Shard> {
  await loadScript(`quizzes/data/${encodeURIComponent(bank)}.js`);
  const shard = loaded.get(bank);
  if (!shard) throw new Error(`there is no data of ${bank} that this player can read`);
  return shard;
}
