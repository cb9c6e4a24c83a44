/** Runs an asynchronous request once, and again only after a failure. */

/**
 * Returns a function that runs the request at the first call and then returns the same promise; after a failure it
 * retries.
 */
export function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => {
    asked ??= ask();
    asked.catch(() => {
      asked = null;
    });
    return asked;
  };
}
