/** Texts that offer notes, before the script for them is loaded. */
export const noteOfferTexts = {
  switch: "做笔记",
  /** Shown while notes are taken. */
  how: "每一段旁边都有“记”：点一下就能记一笔。也可以先选中几个字，再点“记一笔”。",
  all: "我的笔记",
  write: "记一笔",
} as const;
