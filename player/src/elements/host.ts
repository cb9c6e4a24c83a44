/** The custom element on the page, and its static content, which the player replaces. */

import type { Shard } from "../core/data";
import { Connection } from "../store/connection";
import { MemoryRecords } from "../store/memory-records";
import { parentRecords } from "../store/parent-frame";
import type { Notice, Records } from "../store/records";
import { TabStorage } from "../store/tab-storage";
import { unsavedNames } from "../store/unsaved";
import { texts } from "../texts/player";
import { HOME, IS_COPY } from "../view/course-meta";
import { make } from "../view/dom";
import { pageReady } from "../view/page-ready";
import { loadOnDemand } from "./on-demand";
import { loadShard } from "./shards";
import { migrateShared } from "./shared-database";
import { resumeVisit } from "./visit";

/** This tab's storage for the course. */
export const tab = new TabStorage(HOME);

/** Whether a visit without records had ended before the browser restored its tab. */
export const visitIsOver = resumeVisit(tab);

/** The access to the records for everything on the page. On a learning platform the parent frame provides it. */
export const records: Records =
  parentRecords() ??
  (tab.isVisit
    ? new MemoryRecords(HOME)
    : new Connection(HOME, {
        notify: showNotice,
        prepare: async (database) => {
          if (unsavedNames(HOME).length > 0) {
            const recovered = loadOnDemand("recovery").then(({ addUnsaved }) => addUnsaved(database));
            await recovered.catch(console.error);
          }
          // A trial copy starts empty: the shared records belong to the real site.
          if (!IS_COPY) await migrateShared(database);
        },
      }));

/** Whether records of this course are migrated from the database that all courses once shared. */
export const migratesShared = records instanceof Connection && !IS_COPY;

async function showNotice(notice: Notice | null): Promise<void> {
  const [{ showStoreNotice }] = await Promise.all([loadOnDemand("notices"), pageReady]);
  showStoreNotice(notice, () => tab.beginVisit() && location.reload());
}

/**
 * Reloads a page that the browser restores from its back-forward cache, and stops its writes: its state is outdated.
 */
export function reopenWhenRestored(): void {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // On a learning platform the parent frame continues with the same records.
    if (!parentRecords()) records.rest();
    location.reload();
  });
}

let settle: () => void;

/** Resolves when a player has replaced its static content, or has failed to. */
export const playerSettled = new Promise<void>((resolve) => {
  settle = resolve;
});

export interface Player {
  readonly element: HTMLElement;
  /** Called when the player has been inserted. */
  arrived?(): void;
}

/** A custom element whose static content is replaced by the player that `open` creates. */
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

/** A custom element that adds to the static content. A failure is only logged: nothing is missing on the page. */
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

/** A player element for the questions of one bank. */
export function bankElement(open: (host: HTMLElement, shard: Shard) => Promise<Player>) {
  return playerElement(async (host) => open(host, await loadShard(host.dataset.bank ?? "")));
}

export function staticList(host: HTMLElement): HTMLElement | null {
  return host.querySelector<HTMLElement>(".course-static");
}

/** Replaces the static content with a player. If that fails, the content stays, with a notice above it. */
async function replaceStatic(host: HTMLElement, build: () => Promise<Player>): Promise<void> {
  try {
    const player = await build();
    const { top, bottom } = host.getBoundingClientRect();
    staticList(host)?.setAttribute("hidden", "");
    host.append(player.element);
    const moved = host.getBoundingClientRect().bottom - bottom;
    // A reader below it, who followed a link there, keeps the position.
    if (top < 0 && bottom < window.innerHeight / 4) window.scrollBy({ top: moved });
    player.arrived?.();
  } catch (error) {
    console.error(error);
    const text = host.dataset.bank ? texts.shardMissing : texts.pageFailed;
    host.prepend(make("p", { class: "cq-notice", role: "status" }, text));
  } finally {
    settle();
  }
}
