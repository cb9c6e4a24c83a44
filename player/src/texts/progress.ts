const percent = (share: number): string => `${Math.round(share * 100)}%`;

export const progressTexts = {
  next: "下一步",

  overview: "总的情况",
  pagesRead: "读完的学习页",
  answeredOnce: "做过的题",
  rightNow: "最近一次答对的题",
  studyDays: "学习的天数",
  of: (part: number, all: number) => `${part}/${all}`,
  days: (count: number) => `${count} 天`,

  reading: "学习页",
  page: "学习页",
  state: "进度",
  time: "时长",
  ended: (day: string) => `${day} 读完`,
  begun: "读了一部分",
  unread: "还没读",
  ticked: (count: number) => `清单勾了 ${count} 条`,
  minutes: (count: number) => `约 ${count} 分钟`,

  mastery: "各项要求的掌握程度",
  masteryWhat:
    "掌握程度是“现在再做一遍，大约能答对几成”：这项要求的每道题，没做过、最近一次没答对的算 0；答对过的，按间隔时间估计还记得的可能，隔得越久越低，复习一次又会升上来。各题取平均。估计用的是公开的 FSRS 记忆模型。",
  requirement: "要求",
  masteryShort: "掌握",
  right: "答对",
  percent,
  rightOf: (right: number, all: number) => `${right}/${all} 题`,

  weakest: "最该再看的要求",
  noWeakest: "做过的要求都掌握得不错。",
  tooEarly: "做几道题以后，这里会列出最不牢的要求。",

  accuracy: "每周答对的比例",
  week: "周一",
  accuracyWords: (monday: string, last: number, all: number) =>
    `${monday} 起的一周答了 ${all} 题，答对 ${percent(last)}。先做会的、再啃难的，比例有高有低都正常。`,
  accuracyUnit: "答对的百分比",
  forecast: "今后 14 天的复习",
  forecastWords: (sum: number) =>
    sum > 0 ? `今后 14 天大约复习 ${sum} 题次，每天不超过自己定的题数。` : "今后 14 天没有到期的复习。",
  forecastUnit: "题数",
  day: "日期",
  calendar: "学习日历",
  calendarWords: (days: number) => `最近 12 周里有 ${days} 天学习过。`,
  calendarDay: (day: string, count: number) => `${day}，答题 ${count} 次`,
  answers: "答题次数",
  calendarData: "看每天的次数",
  monthDay: (month: number, day: number) => `${month}/${day}`,

  papers: "考试",
  noPapers: "还没有考过。",

  print: "打印学习情况表",
  sheet: "学习情况表",
  sheetHead: (name: string, day: string) =>
    `${name ? `姓名：${name}　` : "姓名：＿＿＿＿＿＿　"}日期：${day}`,
  printHint: "一页 A4，可以另存为 PDF。",
  toSettings: "记录只在这个浏览器里，换电脑前先到",
  toNotes: "读的时候记下的，都在",
  notes: "我的笔记",
  toNotesEnd: "里。",
  settings: "设置与记录",
  toSettingsEnd: "导出。",
} as const;
