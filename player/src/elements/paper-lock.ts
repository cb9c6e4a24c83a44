/**
 * Tabs ask each other who holds a paper. A stored time is not enough: clocks jump, and browsers throttle the timers
 * of hidden tabs.
 */

const CHANNEL = "course:papers";

/** Milliseconds to wait for an answer. */
const WAIT = 300;

/** Answers other tabs that this one holds the paper, until the returned function is called. */
export function holdPaper(sitting: string): () => void {
  const channel = openChannel();
  channel?.addEventListener("message", ({ data }) => {
    if (data === asking(sitting)) channel.postMessage(holding(sitting));
  });
  return () => channel?.close();
}

/** Returns whether another tab answers that it holds the paper. */
export function isHeldElsewhere(sitting: string): Promise<boolean> {
  const channel = openChannel();
  if (!channel) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (held: boolean) => {
      channel.close();
      resolve(held);
    };
    channel.addEventListener("message", ({ data }) => data === holding(sitting) && finish(true));
    channel.postMessage(asking(sitting));
    setTimeout(() => finish(false), WAIT);
  });
}

const asking = (sitting: string): string => `who holds ${sitting}?`;
const holding = (sitting: string): string => `${sitting} is held`;

/** Null if the browser refuses, for example on pages without an origin. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}
