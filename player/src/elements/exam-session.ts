/**
 * An exam in progress, bound to the store: every step is saved at once, the clock runs, and one page holds the paper.
 */

import type { Response } from "../core/answer";
import { afterAbsence, announcement, left } from "../core/clock";
import { parseJson } from "../core/foreign";
import {
  editsOf,
  type Kept,
  keepRunning,
  type Running,
  runningOf,
  startPaper,
  stored,
} from "../store/papers";
import type { Records } from "../store/records";
import { tab } from "./host";
import { holdPaper } from "./paper-lock";

/** Milliseconds between updates of the clock. */
const TICK = 500;

/** Milliseconds between heartbeats for other tabs. */
const BEAT = 4000;

/** The key under which a page that is being left stores the paper it held, to distinguish a reload from another tab. */
const HOLDER = "holder";

/** The key under which it stores the paper itself, since its last write may not end. */
const UNSAVED = "unsaved-paper";

export interface Listener {
  /** The time left in milliseconds, and the number of minutes to announce, if any. */
  ticked(left: number, announced: number | null): void;
  timeUp(): void;
  /** Another session holds the paper, or its record is gone. */
  lost(how: "taken" | "gone"): void;
  troubled(): void;
}

export class ExamSession {
  private readonly opened = performance.now();
  private readonly before: number;
  private listener: Listener | null = null;
  private timer = 0;
  private seen: number;
  private beaten = 0;
  private changed = false;
  private writing: Promise<void> | null = null;
  private isOver = false;
  private stopAnswering = (): void => {};

  /** `isStored` is false for a paper that could not be stored when it started. */
  constructor(
    private readonly records: Records,
    public running: Running,
    private isStored: boolean,
  ) {
    this.before = afterAbsence(running.clock, Date.now());
    this.seen = this.left;
  }

  /** Milliseconds used so far. */
  get used(): number {
    return this.before + performance.now() - this.opened;
  }

  get left(): number {
    return left(this.running.exam.minutes, this.used);
  }

  /** Starts the clock, and notifies the listener. */
  watch(listener: Listener): void {
    this.listener = listener;
    this.stopAnswering = holdPaper(this.running.sitting);
    this.timer = window.setInterval(() => this.tick(), TICK);
    window.addEventListener("pagehide", this.leaving);
    window.addEventListener("pageshow", this.returning);
    this.tick();
  }

  answer(question: string, response: Response | null): void {
    const { [question]: _, ...others } = this.running.answers;
    this.change({ answers: response === null ? others : { ...others, [question]: response } });
  }

  flag(question: string, flagged: boolean): void {
    const others = this.running.flags.filter((id) => id !== question);
    this.change({ flags: flagged ? [...others, question] : others });
  }

  goTo(position: number): void {
    this.change({ position });
  }

  /** Waits for all writes; false if another session holds the paper. */
  async settle(): Promise<boolean> {
    this.save();
    await this.writing;
    return !this.isOver;
  }

  /** Stops the clock and all writing. */
  leave(): void {
    this.isOver = true;
    clearInterval(this.timer);
    this.stopAnswering();
    window.removeEventListener("pagehide", this.leaving);
    window.removeEventListener("pageshow", this.returning);
  }

  private change(change: Partial<Running>): void {
    this.running = { ...this.running, ...change, edits: editsOf(this.running) + 1 };
    this.save();
  }

  private tick(): void {
    const now = this.left;
    const announced = announcement(this.seen, now);
    this.seen = now;
    this.listener?.ticked(now, announced);
    if (now === 0) this.listener?.timeUp();
    else if (performance.now() - this.beaten >= BEAT) this.save();
  }

  /** One write at a time; changes in between go into the next one, so the last state is always written. */
  private save(): void {
    this.changed = true;
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
  }

  private async write(): Promise<void> {
    while (this.changed && !this.isOver) {
      this.changed = false;
      this.beaten = performance.now();
      const wall = Date.now();
      this.running = { ...this.running, clock: { used: this.used, wall }, beat: wall };
      const outcome = await this.keep();
      if (outcome === "unkept") this.listener?.troubled();
      else if (outcome !== "kept") this.lose(outcome);
    }
  }

  /** A paper that was never stored is not one whose record is gone: it is stored as soon as that is possible. */
  private async keep(): Promise<Kept> {
    if (this.isStored) return keepRunning(this.records, this.running);
    this.isStored = await startPaper(this.records, this.running);
    return this.isStored ? "kept" : "unkept";
  }

  private lose(how: "taken" | "gone"): void {
    if (this.isOver) return;
    this.leave();
    this.listener?.lost(how);
  }

  private readonly leaving = (): void => {
    this.save();
    // If the browser refuses, the page asks after a reload whether to continue here.
    tab.write(HOLDER, this.running.holder);
    // On a slow disk the page is gone before the last write has begun.
    tab.write(UNSAVED, JSON.stringify(stored(this.records, this.running)));
  };

  private readonly returning = ({ persisted }: PageTransitionEvent): void => {
    // Another page of this tab may have continued the paper; this page reloads (elements/host.ts).
    if (persisted) this.leave();
  };
}

/** Returns the session of the page before a reload; null if there was none. */
export function readHolder(): string | null {
  const known = tab.read(HOLDER);
  tab.write(HOLDER, null);
  return known;
}

/** Returns the paper as the page before a reload held it; null if there was none. */
export function readUnsaved(): Running | null {
  const known = tab.read(UNSAVED);
  tab.write(UNSAVED, null);
  return runningOf(parseJson(known ?? ""));
}
