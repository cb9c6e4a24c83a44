import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addressWithin, fragmentOf } from "../src/core/address";

describe("an address within the site", () => {
  const roots = [
    "http://study.test/",
    "http://study.test:8000/party/course/",
    "file:///D:/%E5%85%9A%E5%BB%BA/site/",
  ];
  for (const root of roots) {
    test(`below ${root} is the path joined to it`, () => {
      assert.equal(addressWithin(root, "study/lending.html#r2-3-1"), `${root}study/lending.html#r2-3-1`);
    });
    for (const path of [
      "https://elsewhere.test/",
      "//elsewhere.test/",
      "javascript:alert(1)",
      "data:text/html,x",
      "http://",
    ]) {
      test(`below ${root} is not ${path}`, () => assert.equal(addressWithin(root, path), null));
    }
  }
  test("does not climb out of the site's folder", () => {
    assert.equal(addressWithin("http://study.test/course/", "../other/"), null);
    assert.equal(addressWithin("http://study.test/course/", "/other/"), null);
  });
});

describe("the place behind the # of an address", () => {
  test("is read as people see it, and is none where it cannot be read", () => {
    assert.equal(fragmentOf("#r2-3-1"), "r2-3-1");
    assert.equal(fragmentOf("#%E4%BC%9A"), "会");
    for (const hash of ["", "#", "#%", "#%E0%A4%A"]) assert.equal(fragmentOf(hash), "");
  });
});
