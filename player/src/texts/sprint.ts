export const sprintTexts = {
  pages: "看不牢的页",
  pagesAbout: "掌握得最差的几页，先看每页最不牢的要求。",
  noPages: "做过的页都掌握得不错。",
  tooEarly: "还没有做过题，看不出哪里不牢。先做一份自测：",
  toQuizzes: "选一份自测",
  readPage: (title: string) => `看“${title}”`,

  mistakes: "做错题",
  mistakesLeft: (count: number) => `错题本里有 ${count} 题。`,
  noMistakes: "现在没有错题。",
  redo: (count: number) => `做这 ${count} 题`,

  paper: "考一张快测",
  paperAbout: (title: string, questions: number, minutes: number) =>
    `${title}：${questions} 题，${minutes} 分钟，点开就开始。`,
  paperDone: (marks: string) => `今天考过一张：${marks}`,
  again: "再考一张",
  noPaper: "这门课程没有设考试，可以随机练几题。",
  toDrill: "随机练习",
  start: "开始",

  step: (number: number, name: string) => `${number}．${name}`,
  done: "做完了",
  percent: (share: number) => `${Math.round(share * 100)}%`,
} as const;
