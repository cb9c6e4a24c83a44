/**
 * A tab's storage for one course: the current learner, the paper it holds, and whether the visit is without records.
 *
 * It uses `sessionStorage`. A browser that restores its tabs restores this storage too; then a visit is over.
 */

export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The name of the current learner's id. */
export const LEARNER = "learner";

/** Milliseconds between heartbeats of a visit, and without one after which it is over. */
export const SIGN_OF_LIFE = 10_000;
const OVER = 30_000;

/** A tab's storage for one course; `home` is the prefix of its keys (see `core/home.ts`). */
export class TabStorage {
  constructor(
    private readonly home: string,
    private readonly storage: Storage | null = storageOrNull("sessionStorage"),
  ) {}

  /** Whether this visit is without records. */
  get isVisit(): boolean {
    return this.read("visit") !== null;
  }

  /** Starts a visit without records; false if the browser cannot store that. */
  beginVisit(): boolean {
    this.keepAlive();
    return this.isVisit;
  }

  /** Ends the visit, and removes its data. */
  endVisit(): void {
    this.empty();
    this.write("visit", null);
  }

  /** Stores a heartbeat: the tab has not been closed. */
  keepAlive(now = Date.now()): void {
    this.write("visit", String(now));
  }

  /** Returns whether the tab was closed since the last heartbeat. A browser can restore it, and a clock can jump. */
  isOver(now = Date.now()): boolean {
    return Math.abs(now - Number(this.read("visit"))) > OVER;
  }

  /** Removes all data of a visit. */
  empty(): void {
    const { storage, home } = this;
    if (!storage) return;
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    for (const name of names) {
      if (name.startsWith(`${home}:`) && name !== `${home}:visit`) storage.removeItem(name);
    }
  }

  /** Returns a value; null if there is none. */
  read(name: string): string | null {
    return this.storage?.getItem(`${this.home}:${name}`) ?? null;
  }

  /** Stores a value, or removes it; ignored if the browser refuses. */
  write(name: string, value: string | null): void {
    try {
      if (value === null) this.storage?.removeItem(`${this.home}:${name}`);
      else this.storage?.setItem(`${this.home}:${name}`, value);
    } catch {
      // No space, or forbidden.
    }
  }
}

/** Returns a storage of the browser; null if it is refused. */
export function storageOrNull(name: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}
