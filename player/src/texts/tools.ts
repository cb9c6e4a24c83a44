/** Texts of the tools that every page loads once it is shown. */

export const toolTexts = {
  search: "搜索",
  touchAgain: "再点一次，看术语表",
} as const;
