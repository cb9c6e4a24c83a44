/**
 * The API of the learning platform (SCORM 1.2): discovery and calls.
 *
 * Names and rules are those of the SCORM Run-Time Environment 1.2, sections 3.2 to 3.4. Every call returns a string;
 * "false" means failure.
 */

/** The API object of a platform, under its specified name. */
export interface Api {
  LMSInitialize(nothing: ""): string;
  LMSFinish(nothing: ""): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ""): string;
  LMSGetLastError(): string;
}

/** The number of parent frames searched, as in the specification's example. */
const HIGHEST = 7;

/** Section 3.3.3 of the specification. */
const NOT_INITIALIZED = "301";

type Frame = Pick<Window, "parent" | "opener"> & { readonly API?: Api | null };

/** Finds the API in a parent frame, or in a parent of the opener; null if there is none. */
export function findApi(start: Window): Api | null {
  return climb(start as Frame) ?? (opener(start) ? climb(opener(start) as Frame) : null);
}

function climb(start: Frame): Api | null {
  let frame = start;
  for (let height = 0; height <= HIGHEST; height++) {
    try {
      if (frame.API) return frame.API;
      if ((frame.parent as Frame) === frame) return null;
      frame = frame.parent as Frame;
    } catch {
      // Another site's window is not accessible.
      return null;
    }
  }
  return null;
}

function opener(start: Window): Frame | null {
  return (start.opener ?? start.top?.opener ?? null) as Frame | null;
}

/** A session with the platform. */
export class Lms {
  private finished = false;
  /** The platform has ended the session and did not open it again: its last error may be another by now. */
  private ended = false;
  /** The next free index for an interaction; null if the platform takes none. */
  private answers: number | null;

  private constructor(private readonly api: Api) {
    const count = Number.parseInt(this.get("cmi.interactions._count"), 10);
    this.answers = Number.isSafeInteger(count) ? Math.max(0, count) : 0;
  }

  /** Opens a session; null if there is no platform or it refuses. */
  static open(start: Window): Lms | null {
    const api = findApi(start);
    return api && done(() => api.LMSInitialize("")) ? new Lms(api) : null;
  }

  /** Returns a value of the platform; empty if it has none or does not answer. */
  get(name: string): string {
    try {
      return String(this.api.LMSGetValue(name) ?? "");
    } catch {
      return "";
    }
  }

  /** Sets a value; returns whether the platform accepted it. */
  set(name: string, value: string): boolean {
    return !this.finished && done(() => this.api.LMSSetValue(name, value));
  }

  /** Reports one interaction, which platforms need not support. */
  answer({ id, ...fields }: Readonly<Record<string, string>> & { readonly id: string }): void {
    if (this.answers === null) return;
    const place = `cmi.interactions.${this.answers}`;
    if (!this.set(`${place}.id`, id)) {
      this.answers = null;
      return;
    }
    for (const [name, value] of Object.entries(fields)) this.set(`${place}.${name}`, value);
    this.answers++;
  }

  /** Commits all values; false if the platform failed. */
  commit(): boolean {
    const committed = !this.finished && done(() => this.api.LMSCommit(""));
    if (committed) this.ended = false;
    return committed;
  }

  /** Reopens a session that the platform has ended; false if it is open, or the platform refuses. */
  reopen(): boolean {
    if (this.finished || !this.isEnded) return false;
    this.ended = !done(() => this.api.LMSInitialize(""));
    return !this.ended;
  }

  /** Whether the platform has ended the session (error 301, not initialized) or is gone. */
  get isEnded(): boolean {
    if (this.ended) return true;
    try {
      return String(this.api.LMSGetLastError()) === NOT_INITIALIZED;
    } catch {
      return true;
    }
  }

  finish(): void {
    if (this.finished) return;
    this.commit();
    done(() => this.api.LMSFinish(""));
    this.finished = true;
  }
}

/** Returns whether a call succeeded. A platform that is gone throws. */
function done(call: () => unknown): boolean {
  try {
    return String(call()) === "true";
  } catch {
    return false;
  }
}
