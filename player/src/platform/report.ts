/**
 * Reports to a learning platform, and restores what the platform saved at the last visit.
 *
 * The records of the pages inside are in memory only, because the platform is what stores them: an office browser is
 * used by many people. Everything to send is computed in advance: a page that is being closed cannot wait.
 */

import type { Response, Verdict } from "../core/answer";
import type { CourseIndex } from "../core/course-index";
import type { Shard } from "../core/data";
import { shorten } from "../core/visible";
import { type Attempt, isAttempt, readLog } from "../store/attempts";
import { ObservableRecords } from "../store/observable-records";
import { readReads } from "../store/reads";
import type { Change, Records } from "../store/records";
import { FORMAT, SOLE_PROFILE } from "../store/schema";
import { platformTexts as words } from "../texts/platform";
import { better, interaction, type Scope, type Standing, span, standingOf } from "./cmi-values";
import type { Lms } from "./lms";
import { decodeSuspendData, encodeSuspendData } from "./suspend-data";
import { readState, restoreState } from "./visit-state";

/** Debounce interval for reports, in milliseconds. */
const PAUSE = 400;
const LONGEST_NAME = 20;

export class Report {
  private readonly memory = new ObservableRecords((changes) => this.onChanges(changes));
  private readonly since = performance.now();
  /** The best status so far, including earlier visits. */
  private reached: string;
  /** False until the saved state is restored; changes before that are not reported. */
  private ready = false;
  private latest: { standing: Standing; text: string } | null = null;
  private waiting: number | undefined;
  /** Shown while the platform accepts everything, until the next answer. */
  private notice = "";

  private constructor(
    private readonly lms: Lms,
    private readonly index: CourseIndex,
    private readonly scope: Scope,
    private readonly loadShard: (bank: string) => Promise<Shard>,
    private readonly showStatus: (text: string) => void,
  ) {
    this.reached = lms.get("cmi.core.lesson_status");
  }

  /** Restores the state that the platform saved, and sends the first report. */
  static async begin(
    lms: Lms,
    index: CourseIndex,
    scope: Scope,
    loadShard: (bank: string) => Promise<Shard>,
    showStatus: (text: string) => void,
  ): Promise<Report> {
    const report = new Report(lms, index, scope, loadShard, showStatus);
    if (await report.restore()) report.notice = words.outdated;
    report.ready = true;
    await report.compute();
    report.send();
    return report;
  }

  get records(): Records {
    return this.memory;
  }

  /** Sends the final report and ends the session, unless the browser may restore the page. */
  finish(mayComeBack: boolean): void {
    this.send();
    this.lms.set("cmi.core.exit", "suspend");
    if (mayComeBack) this.lms.commit();
    else this.lms.finish();
  }

  /** Restores the saved state; returns true if it does not fit this course version. */
  private async restore(): Promise<boolean> {
    const name = shorten(this.lms.get("cmi.core.student_name"), LONGEST_NAME);
    if (name) {
      await this.memory.put("profiles", {
        format: FORMAT,
        id: SOLE_PROFILE,
        name,
        colour: "red",
        created: 0,
      });
    }
    const text = this.lms.get("cmi.suspend_data");
    const state = text === "" ? null : decodeSuspendData(text, this.index.course);
    if (state) await restoreState(this.memory, this.scope, state);
    return text !== "" && state === null;
  }

  private onChanges(changes: readonly Change[]): void {
    if (!this.ready) return;
    for (const change of changes) {
      if (change.store === "attempts" && "add" in change && isAttempt(change.add)) {
        this.notice = "";
        void this.answer(change.add).then(() => this.sendSoon());
      }
    }
    // Both may be ready later than a pause after the change, in any order; what is set last is committed, too.
    void this.compute().then(() => this.sendSoon());
  }

  private sendSoon(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.send(), PAUSE);
  }

  private async answer({ question, response, verdict, took, at }: Attempt): Promise<void> {
    const bank = this.scope.questions.find(({ id }) => id === question)?.bank;
    if (bank === undefined || verdict === "pending") return;
    const shard = await this.loadShard(bank).catch(() => null);
    const body = shard?.questions.find(({ id }) => id === question) ?? null;
    const given = { question, response: response as Response, verdict: verdict as Verdict, took };
    this.lms.answer(interaction({ ...given, at: new Date(at) }, body));
  }

  private async compute(): Promise<void> {
    const [log, reads] = await Promise.all([readLog(this.memory), readReads(this.memory)]);
    const ended = new Set(reads.flatMap((read) => (read.ended === null ? [] : read.page)));
    const state = await readState(this.memory, this.index.course, this.scope, log, ended);
    this.latest = { standing: standingOf(this.scope, log, ended), text: encodeSuspendData(state) };
  }

  private send(): void {
    window.clearTimeout(this.waiting);
    if (!this.latest) return;
    const isKept = this.sendOnce() || (this.lms.reopen() && this.sendOnce());
    this.showStatus(isKept ? this.notice : this.lms.isEnded ? words.ended : words.unsent);
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
    // Not every platform supports bounds; the default is 0 to 100.
    this.lms.set("cmi.core.score.min", "0");
    this.lms.set("cmi.core.score.max", "100");
    return this.lms.set("cmi.core.score.raw", String(score));
  }
}
