// Every test in one process: to start Node.js for each file takes longer than the tests do.
import { readdirSync } from "node:fs";
import { describe } from "node:test";

const folder = new URL(".", import.meta.url);
// A suite for each file: what a file does before and after each test is for its own tests only.
for (const name of readdirSync(folder).filter((name) => name.endsWith(".test.ts")))
  describe(name, async () => {
    await import(new URL(name, folder).href);
  });
