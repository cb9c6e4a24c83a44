import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Paragraph, placeNotes } from "../src/core/note-places";

const PAGE: readonly Paragraph[] = [
  { place: "r1", digest: "intro", isPoint: false },
  { place: "r1-a", digest: "one", isPoint: true },
  { place: "r1-b", digest: "two", isPoint: true },
  { place: "r2", digest: "two", isPoint: false },
];

function found(place: string, digest: string): number | "lost" {
  const placed = placeNotes(PAGE, [{ place, digest }]);
  assert.equal(placed.found.size + placed.lost.length, 1);
  return Array.from(placed.found.keys())[0] ?? "lost";
}

describe("a note", () => {
  test("stands at the same text in the same place", () => {
    assert.equal(found("r2", "two"), 3);
    assert.equal(found("r1-b", "two"), 2);
  });
  test("follows its text to another place", () => {
    assert.equal(found("gone", "one"), 1);
    assert.equal(found("gone", "two"), 2);
  });
  test("stays at its point when the text is another", () => {
    assert.equal(found("r1-a", "before"), 1);
  });
  test("is lost with a paragraph that is not a point", () => {
    assert.equal(found("r1", "before"), "lost");
    assert.equal(found("gone", "gone"), "lost");
  });
  test("shares its place with others, in their order", () => {
    const notes = [
      { place: "r1-a", digest: "one", text: "1" },
      { place: "r1-a", digest: "before", text: "2" },
    ];
    assert.deepEqual(Array.from(placeNotes(PAGE, notes).found), [[1, notes]]);
  });
});
