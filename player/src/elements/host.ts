/** The element in the page and the readable list inside it, which gives way to the player. */

import type { Shard } from "../data";
import { Connection } from "../store/connection";
import { texts } from "../texts";
import { make } from "../view/dom";
import { loadShard } from "./shards";

/** One way to the store for everything on the page. */
export const connection = new Connection();

export interface Player {
  readonly element: HTMLElement;
  /** Told once the player is in the page. */
  arrived?(): void;
}

/** Puts a player in the place of the static list; if that fails the list stays, with a line saying so. */
export async function takeOver(host: HTMLElement, build: (shard: Shard) => Promise<Player>): Promise<void> {
  const list = staticList(host);
  try {
    const player = await build(await loadShard(host.dataset.bank ?? ""));
    list?.setAttribute("hidden", "");
    host.append(player.element);
    player.arrived?.();
  } catch (error) {
    console.error(error);
    host.prepend(make("p", { class: "cq-notice", role: "status" }, texts.shardMissing));
  }
}

export function staticList(host: HTMLElement): HTMLElement | null {
  return host.querySelector<HTMLElement>(".course-static");
}
