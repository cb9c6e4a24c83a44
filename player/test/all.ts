// Every test in one process: to start Node.js for each file takes longer than the tests do.
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url);
for (const name of readdirSync(folder).filter((name) => name.endsWith(".test.ts")))
  await import(new URL(name, folder).href);
