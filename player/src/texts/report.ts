/** Texts of the report about a question. */

export const reportTexts = {
  about: "哪里不对，请写一两句，复制或存成文件，交给@{contact}",
  copy: "复制",
  save: "存成文件",
  copied: "已复制，请粘贴给@{contact}。",
  byHand: "浏览器不让自动复制。文字已经选中，请按 Ctrl+C；手机上请长按文字，再选“复制”。",
  saved: "已存成文件，请交给@{contact}。",
  file: (id: string) => `纠错-${id}.txt`,
  lines: (id: string, version: string, course: string, when: string, words: string) =>
    [
      "题目纠错",
      `题号：${id}`,
      `答案版本：${version}`,
      `课程版本：${course}`,
      `时间：${when}`,
      `说明：${words}`,
    ].join("\n"),
} as const;
