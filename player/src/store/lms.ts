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
}

/** How many frames up the interface is looked for, as the specification's own example does. */
const HIGHEST = 7;

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
  /** Does the platform take single answers? It need not. */
  private takesAnswers = true;

  private constructor(private readonly api: Api) {}

  /** Opens a session; null where there is no platform or it refuses. */
  static open(start: Window): Lms | null {
    const api = findApi(start);
    return api && good(api.LMSInitialize("")) ? new Lms(api) : null;
  }

  get(name: string): string {
    return String(this.api.LMSGetValue(name) ?? "");
  }

  /** Sets a value; tells whether the platform took it. */
  set(name: string, value: string): boolean {
    return !this.finished && good(this.api.LMSSetValue(name, value));
  }

  /** Reports one answer, its fields below the next free number. */
  answer(fields: Readonly<Record<string, string>>): void {
    if (!this.takesAnswers) return;
    const place = `cmi.interactions.${this.get("cmi.interactions._count") || "0"}`;
    const taken = Object.entries(fields).map(([name, value]) => this.set(`${place}.${name}`, value));
    // The first field is the id: who does not take that takes none.
    if (taken[0] === false) this.takesAnswers = false;
  }

  /** Has everything written down; false if the platform could not. */
  commit(): boolean {
    return !this.finished && good(this.api.LMSCommit(""));
  }

  finish(): void {
    if (this.finished) return;
    this.commit();
    this.api.LMSFinish("");
    this.finished = true;
  }
}

function good(answer: unknown): boolean {
  return String(answer) === "true";
}
