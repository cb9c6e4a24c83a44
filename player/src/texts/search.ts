/** Texts of the search. */

export const searchTexts = {
  missing: "搜索用的数据没有打开，请检查网络后再试。",
  instead: (query: string, instead: string) => `没有“${query}”，按“${instead}”找到这些。`,
  terms: "也许是要找：",
  nothing: "换个说法，或者只写最要紧的两三个字。",
};
