// Reads a GIFT file from standard input by somebody else's grammar and prints what it holds as JSON.
import { readFileSync } from "node:fs";
import gift from "gift-pegjs";

console.log(JSON.stringify(gift.parse(readFileSync(0, "utf8"))));
