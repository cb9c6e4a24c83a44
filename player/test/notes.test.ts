import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MemoryRecords } from "../src/store/memory-records";
import { addNote, changeNote, currentNotes, type NoteEvent, readNotes } from "../src/store/notes";
import { erase } from "../src/store/profiles";
import { generator, note, reasons } from "./record-files";

const PLACE = { page: "study/a.html", place: "r1", digest: "0123abcd", question: "", quote: "原文" };
const QUESTION = { page: "", place: "", digest: "", question: "q", quote: "题干" };

function opened(): MemoryRecords {
  return new MemoryRecords("course:sample", null);
}

async function only(records: MemoryRecords): Promise<NoteEvent> {
  const [found, ...others] = await readNotes(records);
  assert.ok(found);
  assert.deepEqual(others, []);
  return found;
}

describe("notes", () => {
  test("are read by page, by question and all together, the oldest first", async () => {
    const records = opened();
    assert.equal(await addNote(records, PLACE, "一"), true);
    assert.equal(await addNote(records, QUESTION, "二"), true);
    const texts = async (page?: string) => (await readNotes(records, page)).map(({ text }) => text);
    assert.deepEqual(
      [await texts("study/a.html"), await texts(""), await texts("study/b.html")],
      [["一"], ["二"], []],
    );
    assert.equal((await texts()).length, 2);
  });
  test("are changed, removed and restored by events that are added", async () => {
    const records = opened();
    await addNote(records, PLACE, "一");
    assert.equal(await changeNote(records, await only(records), { text: "二" }), "kept");
    const second = await only(records);
    assert.equal(second.text, "二");
    assert.equal(await changeNote(records, second, { removed: true }), "kept");
    assert.deepEqual(await readNotes(records), []);
    assert.equal(await changeNote(records, second, { removed: false }), "kept");
    assert.equal((await only(records)).text, "二");
    assert.equal((await records.all("notes")).length, 4);
  });
  test("that another tab has changed meanwhile keep both texts", async () => {
    const records = opened();
    await addNote(records, PLACE, "一");
    const shown = await only(records);
    await changeNote(records, shown, { text: "那边改的" });
    assert.equal(await changeNote(records, shown, { text: "这边改的" }), "apart");
    const texts = (await readNotes(records)).map(({ text }) => text);
    assert.deepEqual(texts.sort(), ["这边改的", "那边改的"].sort());
  });
  test("that another tab has removed meanwhile do not swallow a new text", async () => {
    const records = opened();
    await addNote(records, PLACE, "一");
    const shown = await only(records);
    await changeNote(records, shown, { removed: true });
    assert.equal(await changeNote(records, shown, { text: "还要" }), "apart");
    assert.equal((await only(records)).text, "还要");
  });
  test("change in the order of their events, whatever the clock says", async () => {
    const records = opened();
    const ahead = note("a", { order: Date.now() + 86_400_000, text: "快了一天" });
    await records.add("notes", ahead);
    await changeNote(records, await only(records), { text: "后来" });
    assert.equal((await only(records)).text, "后来");
  });
  test("are never another profile's, and go with their profile", async () => {
    const records = opened();
    await addNote(records, PLACE, "一");
    records.profile = "second";
    assert.deepEqual(await readNotes(records), []);
    await addNote(records, PLACE, "二");
    assert.equal(await erase(records, "second"), true);
    assert.deepEqual(await readNotes(records), []);
    records.profile = "local";
    assert.equal((await only(records)).text, "一");
  });
  test("say that they are not kept by a page that is out of date", async () => {
    const records = opened();
    await addNote(records, PLACE, "一");
    const shown = await only(records);
    records.rest();
    assert.equal(await addNote(records, PLACE, "二"), false);
    assert.equal(await changeNote(records, shown, { text: "二" }), "failed");
  });
  test("come out the same in whatever order their events are read", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = generator(seed);
      const events = Array.from({ length: 8 }, (_, id) =>
        note(String(id), { note: String(id % 3), order: Math.floor(chance() * 4), removed: chance() > 0.7 }),
      );
      const shuffled = [...events].sort(() => chance() - 0.5);
      const state = (list: readonly NoteEvent[]) => currentNotes(list).map(({ id }) => id);
      assert.deepEqual(state(shuffled), state(events), `seed ${seed}`);
    }
  });
  test("of a file are taken only whole", () => {
    const bad = [
      { ...note("a"), removed: "no" },
      { ...note("b"), quote: "长".repeat(301) },
      { ...note("c"), text: "长".repeat(501) },
      { ...note("d"), order: -1 },
      { ...note("e"), page: "x".repeat(121) },
      note("f"),
      note("f"),
    ];
    assert.deepEqual(reasons({ notes: bad }), [
      ["shape", 1],
      ["long", 3],
      ["time", 1],
      ["twice", 1],
    ]);
  });
});
