/** Texts of the search. */

export const searchTexts = {
  missing: "搜索用的数据没有打开，请检查网络后再试。",
};
