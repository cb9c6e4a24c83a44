import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  begin,
  cover,
  entryOf,
  goTo,
  mark,
  mistakes,
  nextOpen,
  restore,
  resume,
  retry,
  type Session,
  submit,
  tally,
  write,
} from "../src/learning/session";
import { short, single } from "./bank";

const bank = [single("a"), single("b"), single("c"), short("d")];
const start = begin(bank, 7);

function answer(session: Session, id: string, response: number): Session {
  return submit(write(session, id, response), id);
}

describe("a run", () => {
  test("asks the whole bank in its order, nothing answered", () => {
    assert.deepEqual(start.questions, bank);
    assert.deepEqual(tally(start), { right: 0, partial: 0, wrong: 0, open: 4 });
  });
  test("judges an answer when it is handed in, not before", () => {
    const written = write(start, "a", 1);
    assert.equal(entryOf(written, "a").standing, null);
    assert.equal(entryOf(submit(written, "a"), "a").standing, "wrong");
  });
  test("leaves the session before as it was", () => {
    answer(start, "a", 0);
    assert.equal(start.entries.size, 0);
  });
  test("hands in nothing where nothing is answered", () => {
    assert.equal(submit(start, "a"), start);
    const emptied = write(write(start, "a", 1), "a", null);
    assert.equal(submit(emptied, "a"), emptied);
  });
  test("hands in no question that it does not ask", () => assert.equal(submit(start, "z"), start));
  test("lets nobody change an answer that is handed in", () => {
    const done = answer(start, "a", 1);
    assert.equal(write(done, "a", 0), done);
    assert.equal(submit(done, "a"), done);
  });
  test("waits for the learner's own marks on a text", () => {
    const handedIn = submit(write(start, "d", { text: "回答", covered: [] }), "d");
    assert.equal(entryOf(handedIn, "d").standing, "pending");
    assert.equal(tally(handedIn).open, 4);
    const ticked = write(handedIn, "d", cover(entryOf(handedIn, "d").response, [0]));
    assert.equal(entryOf(ticked, "d").standing, "pending");
    const marked = mark(ticked, "d");
    assert.deepEqual(entryOf(marked, "d"), { response: { text: "回答", covered: [0] }, standing: "partial" });
    assert.equal(mark(marked, "d"), marked);
  });
  test("stays within its questions and the result", () => {
    assert.deepEqual(
      [-3, 2, 4, 99, 1.7].map((position) => goTo(start, position).position),
      [0, 2, 4, 4, 1],
    );
  });
  test("finds the next open question, going round", () => {
    const done = answer(answer(start, "a", 0), "c", 0);
    assert.deepEqual(
      [0, 1, 2, 3].map((place) => nextOpen(done, place)),
      [1, 3, 3, 1],
    );
    assert.equal(nextOpen(answer(begin([single("a")], 1), "a", 0), 0), null);
  });
});

describe("a retry", () => {
  const done = answer(answer(answer(start, "a", 1), "b", 0), "c", 1);

  test("asks the wrong ones only, in the bank's order, afresh", () => {
    const again = retry(done, bank, 8);
    assert.deepEqual(
      again.questions.map(({ id }) => id),
      ["a", "c"],
    );
    assert.deepEqual([again.seed, again.only, again.entries.size, again.position], [8, ["a", "c"], 0, 0]);
  });
  test("of a retry asks what is still wrong", () => {
    const again = answer(answer(retry(done, bank, 8), "a", 0), "c", 1);
    assert.deepEqual(retry(again, bank, 9).only, ["c"]);
  });
  test("does nothing where nothing is wrong", () => {
    assert.equal(retry(start, bank, 8), start);
    assert.deepEqual(mistakes(start), []);
  });
  test("over questions that are gone becomes a run over all", () => {
    const session = begin(bank, 1, ["gone"]);
    assert.deepEqual([session.only, session.questions], [null, bank]);
  });
});

describe("a run taken up again", () => {
  test("has its answers and its place", () => {
    const entries = new Map([["a", { response: 1, standing: "wrong" as const }]]);
    const session = resume(start, entries, 2);
    assert.equal(entryOf(session, "a").standing, "wrong");
    assert.equal(session.position, 2);
  });
  test("forgets questions that it does not ask", () => {
    const entries = new Map([["z", { response: 1, standing: null }]]);
    assert.equal(resume(start, entries, 0).entries.size, 0);
  });
  test("takes a stored answer that does not fit for none", () => {
    assert.deepEqual(restore(single("a"), 9, "right"), { response: null, standing: null });
    assert.deepEqual(restore(single("a"), "x", null), { response: null, standing: null });
    assert.deepEqual(restore(single("a"), 1, "wrong"), { response: 1, standing: "wrong" });
  });
});
