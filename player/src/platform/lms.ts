/**
 * The learning platform's side of SCORM 1.2: finding its interface and talking to it.
 *
 * Names and rules are those of the SCORM Run-Time Environment 1.2, sections 3.2 to 3.4. Every call is answered with
 * a string; "false" means that the platform did not do it.
 */

/** What a platform offers to a package, under this very name. */
export interface Api {
  LMSInitialize(nothing: ""): string;
  LMSFinish(nothing: ""): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ""): string;
  LMSGetLastError(): string;
}

/** How many frames up the interface is looked for, as the specification's own example does. */
const HIGHEST = 7;

/** Section 3.3.3 of the specification. */
const NOT_INITIALIZED = "301";

type Frame = Pick<Window, "parent" | "opener"> & { readonly API?: Api | null };

/** The interface: in a frame around this one, or around the window that opened it; null if there is none. */
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
      // Another site's window may not be looked into.
      return null;
    }
  }
  return null;
}

function opener(start: Window): Frame | null {
  return (start.opener ?? start.top?.opener ?? null) as Frame | null;
}

/** A session with the platform, from opening to finishing. */
export class Lms {
  private finished = false;
  /** The next free number for an answer; null where the platform takes none. */
  private answers: number | null;

  private constructor(private readonly api: Api) {
    this.answers = Number.parseInt(this.get("cmi.interactions._count"), 10) || 0;
  }

  /** Opens a session; null where there is no platform or it refuses. */
  static open(start: Window): Lms | null {
    const api = findApi(start);
    return api && done(() => api.LMSInitialize("")) ? new Lms(api) : null;
  }

  /** What the platform has under a name; empty where it has nothing or does not answer. */
  get(name: string): string {
    try {
      return String(this.api.LMSGetValue(name) ?? "");
    } catch {
      return "";
    }
  }

  /** Sets a value; tells whether the platform took it. */
  set(name: string, value: string): boolean {
    return !this.finished && done(() => this.api.LMSSetValue(name, value));
  }

  /** Reports one answer; a platform need not take any. */
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

  /** Has everything written down; false if the platform could not. */
  commit(): boolean {
    return !this.finished && done(() => this.api.LMSCommit(""));
  }

  /** Opens the session again if the platform has ended it; false if it is open, or the platform refuses. */
  reopen(): boolean {
    return !this.finished && this.isEnded && done(() => this.api.LMSInitialize(""));
  }

  /** Has the platform ended the session (error 301, not initialized), or gone away? */
  get isEnded(): boolean {
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

/** Did the platform do it? One that has gone away meanwhile throws. */
function done(call: () => unknown): boolean {
  try {
    return String(call()) === "true";
  } catch {
    return false;
  }
}
