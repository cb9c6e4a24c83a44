/**
 * What a tab keeps for one course: who is learning, which paper it holds, and whether the visit leaves a record.
 *
 * It lives in `sessionStorage`. A browser that restores its tabs restores this storage too: then a visit is over.
 */

export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Milliseconds between two signs of life of a visit, and without one after which it is over. */
export const SIGN_OF_LIFE = 10_000;
const OVER = 30_000;

/** What a tab keeps for one course; `home` is where the course keeps what is its own (see `home.ts`). */
export class TabStorage {
  constructor(
    private readonly home: string,
    private readonly storage: Storage | null = sessionStorageOrNull(),
  ) {}

  /** Has the reader asked for nothing of this visit to be kept? */
  get isVisit(): boolean {
    return this.read("visit") !== null;
  }

  /** Starts a visit of which nothing is kept; false where the browser cannot say so to the next page. */
  beginVisit(): boolean {
    this.keepAlive();
    return this.isVisit;
  }

  /** Ends it, and removes what it left. */
  endVisit(): void {
    this.empty();
    this.write("visit", null);
  }

  /** Says that the visit goes on: the tab has not been closed. */
  keepAlive(now = Date.now()): void {
    this.write("visit", String(now));
  }

  /** Has the tab been closed since the last sign of life? A browser can bring it back, and a clock can jump. */
  isOver(now = Date.now()): boolean {
    return Math.abs(now - Number(this.read("visit"))) > OVER;
  }

  /** Removes all that a visit has left. */
  empty(): void {
    const { storage, home } = this;
    if (!storage) return;
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    for (const name of names) {
      if (name.startsWith(`${home}:`) && name !== `${home}:visit`) storage.removeItem(name);
    }
  }

  /** A value of this course in this tab; null if there is none. */
  read(name: string): string | null {
    return this.storage?.getItem(`${this.home}:${name}`) ?? null;
  }

  /** Keeps a value for this tab, or removes it; where the browser refuses, the next page knows nothing of it. */
  write(name: string, value: string | null): void {
    try {
      if (value === null) this.storage?.removeItem(`${this.home}:${name}`);
      else this.storage?.setItem(`${this.home}:${name}`, value);
    } catch {
      // There is no room, or it is forbidden.
    }
  }
}

/** The tab's storage; null where the browser refuses it. */
export function sessionStorageOrNull(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
