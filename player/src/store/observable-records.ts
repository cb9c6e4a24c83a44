/** Records in memory that notify of every change. */

import { MemoryRecords } from "./memory-records";
import type { Change } from "./records";

export class ObservableRecords extends MemoryRecords {
  constructor(private readonly notify: (changes: readonly Change[]) => void) {
    super("", null);
  }

  protected override async take(changes: readonly Change[]): Promise<boolean> {
    const taken = await super.take(changes);
    if (taken) this.notify(changes);
    return taken;
  }
}
