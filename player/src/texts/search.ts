/** Texts of the search. */

export const searchTexts = {
  missing: "搜索用的数据没有打开，请检查网络后再试。",
  instead: (query: string, instead: string) => `没有“${query}”，下面是“${instead}”的结果。`,
  terms: "也许是要找：",
};
