/**
 * The banks' data: classic scripts that push into `courseShards`, because they load from a folder (file://)
 * as well as from a server.
 */

import { isShard, type Shard } from "../data";
import { address } from "../view/site";

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

/** The data of a bank; rejects if its script does not come or holds something else. */
export function loadShard(bank: string): Promise<Shard> {
  const shard = loaded.get(bank);
  if (shard) return Promise.resolve(shard);
  const promise = loading.get(bank) ?? request(bank);
  loading.set(bank, promise);
  return promise;
}

function receive(value: unknown): void {
  if (isShard(value)) loaded.set(value.bank, value);
}

function request(bank: string): Promise<Shard> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address(`quizzes/data/${encodeURIComponent(bank)}.js`) ?? "";
    script.onload = () => {
      const shard = loaded.get(bank);
      if (shard) resolve(shard);
      else reject(new Error(`${script.src} holds no data of ${bank} that this player can read`));
    };
    script.onerror = () => reject(new Error(`${script.src} does not load`));
    document.head.append(script);
  });
}
