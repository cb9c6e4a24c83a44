import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { prepare, type SearchData } from "../src/core/search-engine";
import { answer } from "../src/core/search-forgiving";

const DATA: SearchData = {
  format: 3,
  names: [],
  terms: ["移交清单", "重点目录", "行政文件", "女工档案"],
  traditional: "單单",
  pinyin: {
    yi: "移",
    jiao: "交",
    qing: "清",
    dan: "单",
    zhong: "重",
    chong: "重",
    dian: "点",
    mu: "目",
    lu: "录",
    xing: "行",
    hang: "行",
    zheng: "政",
    wen: "文",
    jian: "件",
    nv: "女",
    gong: "工",
  },
  pages: [
    [
      "study/a.html",
      1,
      [
        ["", "交接", []],
        ["r1", "移交清单", ["双方签字：交的人和接的人各签一次。", "每年三月底以前移交一次。"]],
        ["r2", "重点目录", ["重点目录要写明页数。"]],
        ["r3", "行政文件", ["行政文件另行编号。"]],
        ["r4", "女工档案", ["单独存放。"]],
      ],
    ],
    ["maintain/b.html", 0.03, [["yijiaoqingdan", "yijiaoqingdan", ["编号 yijiaoqingdan。"]]]],
  ],
};
const INDEX = prepare([DATA]);

function first(query: string): [instead: string | null, location: string | undefined] {
  const { instead, pages } = answer(INDEX, query);
  return [instead, pages[0]?.[0]?.location];
}

describe("a search that finds nothing", () => {
  test("is left alone where something contains the query", () => {
    assert.deepEqual(first("移交清单"), [null, "study/a.html#r1"]);
    assert.deepEqual(first("  "), [null, undefined]);
  });

  test("reads whole syllables, also with spaces, apostrophes, tones and of any reading", () => {
    for (const query of ["yijiaoqingdan", "yi jiao qing dan", "Yi'jiao'qing'dan", "yí jiāo qīng dān"]) {
      assert.deepEqual(first(query), ["移交清单", "study/a.html#r1"], query);
    }
    assert.deepEqual(first("zhongdian"), ["重点", "study/a.html#r2"]);
    assert.deepEqual(first("chongdianmulu"), ["重点目录", "study/a.html#r2"]);
    assert.deepEqual(first("nügong"), ["女工", "study/a.html#r4"]);
    assert.deepEqual(first("nvgong"), ["女工", "study/a.html#r4"]);
  });

  test("takes the last syllable for unfinished, and initials", () => {
    assert.deepEqual(first("yijiaoq"), ["移交清", "study/a.html#r1"]);
    assert.deepEqual(first("yjqd"), ["移交清单", "study/a.html#r1"]);
    assert.deepEqual(first("xzwj"), ["行政文件", "study/a.html#r3"]);
    assert.deepEqual(first("yj"), [null, undefined]);
  });

  test("drops the words of a question", () => {
    assert.deepEqual(first("什么是移交清单？"), ["移交清单", "study/a.html#r1"]);
    assert.deepEqual(first("多久移交一次"), ["移交一次", "study/a.html#r1"]);
    assert.deepEqual(first("请问怎么"), [null, undefined]);
    // What the question is about stands in several places; the term itself comes first.
    assert.deepEqual(first("移交清单多久签一次"), ["移交清单", "study/a.html#r1"]);
  });

  test("forgives one wrong, missing or additional character of a term, also of several words", () => {
    for (const query of ["移缴清单", "移交单", "移交的清单", "移缴清單"]) {
      assert.deepEqual(first(query)[1], "study/a.html#r1", query);
    }
    assert.deepEqual(first("重点木录"), ["重点目录", "study/a.html#r2"]);
    assert.deepEqual(first("重点木录 页数"), ["重点目录 页数", "study/a.html#r2"]);
    assert.deepEqual(first("木录"), [null, undefined]);
  });

  test("falls back on the parts that exist, if they are half of the query", () => {
    assert.deepEqual(first("双方都要签字"), ["双方 签字", "study/a.html#r1"]);
    assert.deepEqual(first("天文望远镜目录"), [null, undefined]);
  });

  test("takes marks of patterns for what they are", () => {
    for (const query of ["移(清单", "移.*清单", "[移交", "移交\\清单", "移+交?清单"]) {
      assert.doesNotThrow(() => answer(INDEX, query), query);
    }
  });

  test("offers terms that share two characters at least", () => {
    assert.deepEqual(answer(INDEX, "天文望远镜文件").terms, ["行政文件"]);
    assert.deepEqual(answer(INDEX, "量子计算机").terms, []);
    assert.deepEqual(answer(INDEX, "移交清单").terms, []);
  });
});
