/** The element in the page and the readable content inside it, which gives way to the player. */

import type { Shard } from "../core/data";
import { Connection } from "../store/connection";
import { MemoryRecords } from "../store/memory-records";
import { parentRecords } from "../store/parent-frame";
import type { Notice, Records } from "../store/records";
import { TabStorage } from "../store/tab-storage";
import { texts } from "../texts/player";
import { HOME, IS_COPY } from "../view/course-meta";
import { make } from "../view/dom";
import { pageReady } from "../view/page-ready";
import { loadOnDemand } from "./on-demand";
import { loadShard } from "./shards";
import { migrateShared } from "./shared-database";
import { resumeVisit } from "./visit";

/** What this tab keeps for the course. */
export const tab = new TabStorage(HOME);

/** Whether a visit of which nothing was to be kept had ended before the browser brought its tab back. */
export const visitIsOver = resumeVisit(tab);

/** One way to the store for everything on the page. On a learning platform the frame around has it. */
export const records: Records =
  parentRecords() ??
  (tab.isVisit
    ? new MemoryRecords(HOME)
    : new Connection(HOME, {
        notify: showNotice,
        // A copy for trying things out begins empty: what was shared belongs to the real site.
        prepare: (database) => (IS_COPY ? Promise.resolve() : migrateShared(database)),
      }));

/** Whether records of this course are taken over from the database that all courses once shared. */
export const migratesShared = records instanceof Connection && !IS_COPY;

async function showNotice(notice: Notice | null): Promise<void> {
  const [{ showStoreNotice }] = await Promise.all([loadOnDemand("notices"), pageReady]);
  showStoreNotice(notice, () => tab.beginVisit() && location.reload());
}

/** A page that the browser had put aside whole does not know what happened since: it opens anew, and writes nothing until then. */
export function reopenWhenRestored(): void {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // On a learning platform the frame around goes on with the same records.
    if (!parentRecords()) records.rest();
    location.reload();
  });
}

export interface Player {
  readonly element: HTMLElement;
  /** Told once the player is in the page. */
  arrived?(): void;
}

/** An element of a page that puts what `open` makes in the place of its static content. */
export function playerElement(open: (host: HTMLElement) => Promise<Player>): CustomElementConstructor {
  return class extends HTMLElement {
    private started = false;

    connectedCallback(): void {
      if (this.started) return;
      this.started = true;
      void replaceStatic(this, () => open(this));
    }
  };
}

/** An element that adds to what the page says. If that fails nothing is missing, so nothing is said. */
export function addingElement(draw: (host: HTMLElement) => Promise<void>): CustomElementConstructor {
  return class extends HTMLElement {
    private started = false;

    connectedCallback(): void {
      if (this.started) return;
      this.started = true;
      draw(this).catch(console.error);
    }
  };
}

/** The same as a player, of one bank's questions. */
export function bankElement(open: (host: HTMLElement, shard: Shard) => Promise<Player>) {
  return playerElement(async (host) => open(host, await loadShard(host.dataset.bank ?? "")));
}

export function staticList(host: HTMLElement): HTMLElement | null {
  return host.querySelector<HTMLElement>(".course-static");
}

/** Puts a player in the place of the static content; if that fails this stays, with a line saying so. */
async function replaceStatic(host: HTMLElement, build: () => Promise<Player>): Promise<void> {
  try {
    const player = await build();
    const { top, bottom } = host.getBoundingClientRect();
    staticList(host)?.setAttribute("hidden", "");
    host.append(player.element);
    const moved = host.getBoundingClientRect().bottom - bottom;
    // Whoever reads below it, because a link led there, goes on reading there.
    if (top < 0 && bottom < window.innerHeight / 4) window.scrollBy({ top: moved });
    player.arrived?.();
  } catch (error) {
    console.error(error);
    const text = host.dataset.bank ? texts.shardMissing : texts.pageFailed;
    host.prepend(make("p", { class: "cq-notice", role: "status" }, text));
  }
}
