import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** The cases of `tests/cases/<name>.yml`, which tests in Python read too. */
export function cases<Shape>(name: string): Shape {
  return parse(readFileSync(new URL(`../../tests/cases/${name}.yml`, import.meta.url), "utf8"), {
    merge: true,
  });
}
