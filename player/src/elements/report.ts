/**
 * What goes to a learning platform, and when; and what comes back from it at the next visit.
 *
 * The records of the pages inside are kept in memory, since what counts is what the platform keeps: a browser in an
 * office belongs to many. What is to be sent is always worked out beforehand, because a page that is being closed
 * waits for nothing.
 */

import type { Response, Verdict } from "../core/answer";
import type { CourseIndex } from "../core/course-index";
import { shorten } from "../core/visible";
import { better, interaction, type Scope, type Standing, span, standingOf } from "../platform/cmi-values";
import type { Lms } from "../platform/lms";
import { decodeSuspendData, encodeSuspendData } from "../platform/suspend-data";
import { readState, restoreState } from "../platform/visit-state";
import { type Attempt, isAttempt, readLog } from "../store/attempts";
import { ObservableRecords } from "../store/observable-records";
import { readReads } from "../store/reads";
import type { Change, Records } from "../store/records";
import { FORMAT, SOLE_PROFILE } from "../store/schema";
import { platformTexts as words } from "../texts/platform";
import { loadShard } from "./shards";

/** Several changes in quick succession are sent together, in milliseconds. */
const PAUSE = 400;
const LONGEST_NAME = 20;

export class Report {
  private readonly told = new ObservableRecords((changes) => this.hear(changes));
  private readonly since = performance.now();
  /** The best status so far, from earlier visits too. */
  private reached: string;
  /** Until what the platform kept is back in place, nothing new has happened. */
  private ready = false;
  private latest: { standing: Standing; text: string } | null = null;
  private waiting: number | undefined;

  private constructor(
    private readonly lms: Lms,
    private readonly index: CourseIndex,
    private readonly scope: Scope,
    private readonly say: (text: string) => void,
  ) {
    this.reached = lms.get("cmi.core.lesson_status");
  }

  /** Takes up what the platform kept. */
  static async begin(
    lms: Lms,
    index: CourseIndex,
    scope: Scope,
    say: (text: string) => void,
  ): Promise<Report> {
    const report = new Report(lms, index, scope, say);
    const outdated = await report.takeUp();
    report.ready = true;
    await report.workOut();
    report.send();
    if (outdated) say(words.outdated);
    return report;
  }

  get keeper(): Records {
    return this.told;
  }

  /** Sends the last word; the platform takes no more after it, unless the browser may bring the page back. */
  finish(mayComeBack: boolean): void {
    this.send();
    this.lms.set("cmi.core.exit", "suspend");
    if (mayComeBack) this.lms.commit();
    else this.lms.finish();
  }

  /** Puts back what was kept; true if there is something that no longer fits the course. */
  private async takeUp(): Promise<boolean> {
    const name = shorten(this.lms.get("cmi.core.student_name"), LONGEST_NAME);
    if (name) {
      await this.told.put("profiles", { format: FORMAT, id: SOLE_PROFILE, name, colour: "red", created: 0 });
    }
    const text = this.lms.get("cmi.suspend_data");
    const state = text === "" ? null : decodeSuspendData(text, this.index.course);
    if (state) await restoreState(this.told, this.scope, state);
    return text !== "" && state === null;
  }

  private hear(changes: readonly Change[]): void {
    if (!this.ready) return;
    for (const change of changes) {
      if (change.store === "attempts" && "add" in change && isAttempt(change.add))
        void this.answer(change.add);
    }
    void this.workOut();
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.send(), PAUSE);
  }

  private async answer({ question, response, verdict, took, at }: Attempt): Promise<void> {
    const bank = this.scope.questions.find(({ id }) => id === question)?.bank;
    if (bank === undefined || verdict === "pending") return;
    const shard = await loadShard(bank).catch(() => null);
    const body = shard?.questions.find(({ id }) => id === question) ?? null;
    const given = { question, response: response as Response, verdict: verdict as Verdict, took };
    this.lms.answer(interaction({ ...given, at: new Date(at) }, body));
  }

  private async workOut(): Promise<void> {
    const [log, reads] = await Promise.all([readLog(this.told), readReads(this.told)]);
    const ended = new Set(reads.flatMap((read) => (read.ended === null ? [] : read.page)));
    const state = await readState(this.told, this.index.course, this.scope, log, ended);
    this.latest = { standing: standingOf(this.scope, log, ended), text: encodeSuspendData(state) };
  }

  private send(): void {
    window.clearTimeout(this.waiting);
    if (!this.latest) return;
    const isKept = this.sendOnce() || (this.lms.reopen() && this.sendOnce());
    this.say(isKept ? "" : this.lms.isEnded ? words.ended : words.unsent);
  }

  private sendOnce(): boolean {
    if (!this.latest) return false;
    const { standing, text } = this.latest;
    this.reached = better(this.reached, standing.status);
    const taken = [
      this.lms.set("cmi.core.lesson_status", this.reached),
      this.lms.set("cmi.suspend_data", text),
      standing.answered === 0 || this.score(standing.score),
    ];
    this.lms.set("cmi.core.session_time", span(performance.now() - this.since));
    const kept = this.lms.commit();
    return kept && taken.every(Boolean);
  }

  private score(score: number): boolean {
    // Not every platform has bounds; without them it takes 0 to 100.
    this.lms.set("cmi.core.score.min", "0");
    this.lms.set("cmi.core.score.max", "100");
    return this.lms.set("cmi.core.score.raw", String(score));
  }
}
