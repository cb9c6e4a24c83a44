/**
 * The browser around a tab as a test sets it: time that passes only when the test says so, clocks that jump, databases
 * that open late, writes that fail, connections that die.
 */

/** What goes wrong at a write to come: the browser has no room, or aborts the transaction. */
export type Fault = "quota" | "abort";

/** How a connection dies: closed by the system, an error at the next use, or a commit that is never reported. */
export type Death = "closed" | "InvalidStateError" | "UnknownError" | "AbortError" | "silent";

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

export class World {
  private readonly now = Date.now;
  private passed = 0;
  private jumped = 0;
  private last = 0;
  private readonly timers = new Map<number, Timer>();
  private readonly databases = new Set<IDBDatabase>();
  private gate: Promise<void> | null = null;
  private openGate: () => void = () => {};
  private fault: { readonly kind: Fault; readonly after: number } | null = null;
  private death: Death | null = null;
  private unreported: () => void = () => {};

  constructor() {
    this.setTime();
    this.setOpening();
    this.setWriting();
    this.setDying();
  }

  // Time

  /** Lets time pass at once: whatever is due by then happens. */
  pass(milliseconds: number): void {
    const end = this.passed + milliseconds;
    for (let next = this.next(end); next !== null; next = this.next(end)) {
      const [number, { due, call }] = next;
      this.timers.delete(number);
      this.passed = due;
      call();
    }
    this.passed = end;
  }

  /** Sets the clock on the wall so many milliseconds ahead, or back; timers do not notice. */
  jump(milliseconds: number): void {
    this.jumped = milliseconds;
  }

  private next(end: number): readonly [number, Timer] | null {
    const due = Array.from(this.timers).filter(([, timer]) => timer.due <= end);
    return due.sort(([, one], [, other]) => one.due - other.due)[0] ?? null;
  }

  private setTime(): void {
    const wall = () => this.now.call(Date) + this.passed + this.jumped;
    const SetDate = new Proxy(Date, {
      construct: (real, values) => Reflect.construct(real, values.length === 0 ? [wall()] : values),
      get: (real, name) => (name === "now" ? wall : Reflect.get(real, name)),
    });
    const setTimeout = (call: () => void, milliseconds = 0) => {
      this.last += 1;
      this.timers.set(this.last, { due: this.passed + milliseconds, call });
      return this.last;
    };
    const clearTimeout = (number: number) => this.timers.delete(number);
    Object.assign(globalThis, { Date: SetDate, setTimeout, clearTimeout });
  }

  // Faults

  /** Lets everything work from now on. */
  calm(): void {
    this.fault = null;
    this.death = null;
    this.letOpen();
  }

  /** Lets one write fail, the next one or one that comes `after` so many. */
  fail(kind: Fault, after: number): void {
    this.fault = { kind, after };
  }

  /** Opens no database until `letOpen`. */
  holdOpening(): void {
    this.gate ??= new Promise((resolve) => {
      this.openGate = resolve;
    });
  }

  letOpen(): void {
    this.openGate();
    this.gate = null;
  }

  /** Lets the connection die; resolves when a commit has been carried out and not reported. */
  die(death: Death): Promise<void> {
    if (death === "closed") for (const database of this.databases) database.close();
    else this.death = death;
    return new Promise((resolve) => {
      this.unreported = resolve;
    });
  }

  private setOpening(): void {
    const world = this;
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...values): IDBOpenDBRequest {
      const request = open.apply(this, values);
      request.addEventListener("success", () => world.databases.add(request.result));
      const { gate } = world;
      if (!gate) return request;
      const listen = request.addEventListener.bind(request);
      const listenLate = (name: string, listener: (event: Event) => void, options?: object) =>
        // The rest must not wait: an upgrade would be over.
        listen(
          name,
          name === "success" ? (event) => void gate.then(() => listener(event)) : listener,
          options,
        );
      return Object.assign(request, { addEventListener: listenLate });
    };
  }

  private setWriting(): void {
    const world = this;
    for (const name of ["add", "put", "delete"] as const) {
      const whole = IDBObjectStore.prototype[name] as (...values: unknown[]) => IDBRequest;
      const write = function (this: IDBObjectStore, ...values: unknown[]): IDBRequest {
        const kind = world.nextFault();
        if (kind === "quota") throw new DOMException("no room", "QuotaExceededError");
        const request = whole.apply(this, values);
        if (kind === "abort") this.transaction.abort();
        return request;
      };
      Object.assign(IDBObjectStore.prototype, { [name]: write });
    }
  }

  private nextFault(): Fault | null {
    const { fault } = this;
    this.fault = fault && fault.after > 0 ? { ...fault, after: fault.after - 1 } : null;
    return fault?.after === 0 ? fault.kind : null;
  }

  private setDying(): void {
    const world = this;
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...values) {
      const { death } = world;
      if (death === null || death === "silent") return transaction.apply(this, values);
      world.death = null;
      throw new DOMException("Connection to Indexed Database server lost", death);
    };
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () {
      if (world.death === "silent") {
        world.death = null;
        const swallow = (event: Event) => {
          event.stopImmediatePropagation();
          world.unreported();
        };
        this.addEventListener("complete", swallow, { capture: true });
      }
      commit.call(this);
    };
  }
}
