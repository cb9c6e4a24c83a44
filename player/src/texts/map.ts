export const mapTexts = {
  reached: (right: number, all: number) => `答对 ${right}/${all}`,
  read: "读完",
  begun: "读了一部分",
  unread: "还没读",
  pathReached: (done: number, all: number) => `走了 ${done}/${all} 步`,
  pathEnded: "走完了",
  pathGoOn: "接着走",
  pathAgain: "再走一遍",
  isRead: "已读完",
} as const;
