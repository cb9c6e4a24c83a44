/** What is sent for once, and again only if it did not come. */

/** Asks at the first call and gives every later one the same answer; what failed once may come the next time. */
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
