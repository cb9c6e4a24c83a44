import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Findings, findSections, prepare, type SearchData } from "../src/core/search-engine";
import { fold, places, spellings } from "../src/core/text-folding";

const DATA: SearchData = {
  format: 3,
  names: [["三会一训", "3会1训", "三会"]],
  terms: ["三会一训", "台帐"],
  traditional: "館馆會会訓训講讲內内關关於于帳账",
  pinyin: { san: "三", hui: "会", yi: "一", xun: "训", tai: "台", zhang: "帐", zhu: "主", ren: "任" },
  pages: [
    [
      "study/a.html",
      1,
      [
        ["", "甲页", ["开头的一行，说到讲内训。"]],
        [
          "r1",
          "主任交流讲内训",
          ["按期讲课：到了日子就讲，《方法》里排好的。", "第十八次会议管到8小时以内。"],
        ],
        ["r2", "三会一训", ["馆小组会、科室大会都在内。"]],
      ],
    ],
    [
      "duties/b.html",
      0.6,
      [
        ["", "清单", []],
        ["r1", "主任交流讲内训", [[1, "出处：二"], 2]],
      ],
    ],
    [
      "glossary.html",
      1,
      [
        ["", "术语", []],
        ["t", "台帐", ["现在写作“台账”。<b>&"]],
      ],
    ],
    ["study/t.html", 1, [["", "繁體", ["關於館的事。"]]]],
  ],
};
const INDEX = prepare([DATA]);

function locations(query: string): string[][] {
  return findSections(INDEX, query).pages.map((page) => page.map(({ location }) => location));
}

function excerpts({ pages }: Findings): string[] {
  return pages.map(([best]) =>
    (best?.excerpt ?? []).map(({ text, hit }) => (hit ? `[${text}]` : text)).join(""),
  );
}

describe("folding", () => {
  test("keeps every substring a substring", () => {
    const text = "第十八次：３会１训、《方法》（试行）·8小时以内,Ａbc台帐！";
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start + 1; end <= text.length; end += 1) {
        assert.ok(fold(text).includes(fold(text.slice(start, end))), text.slice(start, end));
      }
    }
  });
  test("makes one of width, case, marks, digits and look-alikes", () => {
    assert.equal(fold("３会１训"), fold("三会一训"));
    assert.equal(fold("《台 帐》ＡＢ"), fold("台账ab"));
  });
  test("knows where each letter comes from", () => {
    const text = "《三 会》㎡";
    assert.equal(places(text).length, fold(text).length);
    assert.deepEqual(places(text)[1], { start: 3, end: 4 });
  });
  test("reads numbers from 10 to 99 both ways", () => {
    assert.ok(spellings("18次").includes(fold("十八次")));
    assert.ok(spellings("十六字").includes("16字"));
    assert.deepEqual(spellings("100人"), ["100人"]);
  });
});

describe("searching", () => {
  test("finds any substring, titles first, and the study page before the list that repeats it", () => {
    assert.deepEqual(locations("小组"), [["study/a.html#r2", "study/a.html"]]);
    assert.deepEqual(locations("讲内训"), [
      ["study/a.html#r1", "study/a.html"],
      ["duties/b.html#r1", "duties/b.html"],
    ]);
  });
  test("finds a line that is told by its number, with what follows it there", () => {
    assert.deepEqual(locations("排好的 出处"), [["duties/b.html#r1", "duties/b.html"]]);
  });
  test("knows other names, spellings and numbers", () => {
    assert.deepEqual(locations("３会１训"), locations("三会一训"));
    assert.deepEqual(locations("三会"), locations("三会一训"));
    assert.deepEqual(locations("台账"), [["glossary.html#t", "glossary.html"]]);
    assert.deepEqual(locations("18次"), locations("第十八次"));
  });
  test("wants all of several words", () => {
    assert.deepEqual(locations("馆小组 大会"), [["study/a.html#r2", "study/a.html"]]);
    assert.deepEqual(locations("馆小组 台帐"), []);
  });
  test("takes one letter for a part of a title, and marks alone for nothing", () => {
    assert.deepEqual(locations("帐"), [["glossary.html#t", "glossary.html"]]);
    assert.deepEqual(locations("《》 、"), []);
    assert.deepEqual(locations("  "), []);
  });
  test("finds a title of which some letters were left out", () => {
    assert.deepEqual(locations("主任讲内训")[0], ["study/a.html#r1", "study/a.html"]);
  });
  test("shows the hit as it is written", () => {
    assert.deepEqual(
      excerpts(findSections(INDEX, "方法里"))[0],
      "按期讲课：到了日子就讲，《[方法》里]排好的。",
    );
    assert.deepEqual(findSections(INDEX, "八小时").words, ["8小时"]);
  });
  test("takes traditional characters for simplified ones, on either side", () => {
    assert.deepEqual(locations("主任講內訓"), locations("主任讲内训"));
    assert.deepEqual(locations("臺賬"), []);
    assert.deepEqual(locations("台帳"), locations("台账"));
    assert.deepEqual(locations("關於"), locations("关于"));
    assert.deepEqual(locations("关于"), [["study/t.html"]]);
    assert.deepEqual(findSections(INDEX, "关于馆").words, ["關於館"]);
  });
  test("passes over invisible characters", () => {
    assert.deepEqual(locations("讲\u200b内\u00ad训\u202e"), locations("讲内训"));
    assert.deepEqual(locations("\u200b"), []);
  });
  test("offers how a word goes on", () => {
    assert.equal(findSections(INDEX, "三会").offer, "三会一训");
    assert.equal(findSections(INDEX, "<img").offer, null);
  });
});
