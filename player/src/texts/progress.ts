const percent = (share: number): string => `${Math.round(share * 100)}%`;

export const progressTexts = {
  next: "下一步",
  today: (due: number, fresh: number, done: number) => {
    const left = [due && `复习 ${due} 题`, fresh && `新题 ${fresh} 题`].filter(Boolean).join("，");
    const rest = left ? `今天还有${left}` : "今天的复习都做完了";
    return done > 0 ? `${rest}；已经做了 ${done} 题。` : left && `${rest}。`;
  },

  overview: "总的情况",
  pagesRead: "读完的学习页",
  answeredOnce: "做过的题",
  rightNow: "最近一次答对的题",
  studyDays: "学习的天数",
  of: (part: number, all: number) => `${part}/${all}`,
  days: (count: number) => `${count} 天`,

  calendar: "学习日历",
  noDays: "做一道题，这里就有了第一天：",
  toQuizzes: "去做自测",

  trend: "每周的进步",
  trendTitle: "每周答了几次；数字是答对的百分比",
  noTrend: "做题以后，这里按周画出答了多少、对了多少。",
  trendWords: (right: number, all: number) =>
    all > 0
      ? `这一周答了 ${all} 次，答对 ${percent(right / all)}。实心的是答对的。`
      : "这一周还没有答题。实心的是答对的。",
  rightUnit: "答对",
  allUnit: "答题次数",
  week: "周一",
  monthDay: (month: number, day: number) => `${month}/${day}`,

  mastery: "各页各项要求",
  masteryHow: "掌握程度怎样算",
  masteryWhat:
    "掌握程度是“现在再做一遍，大约能答对几成”：这项要求的每道题，没做过、最近一次没答对的算 0；答对过的，按间隔时间估计还记得的可能，隔得越久越低，复习一次又会升上来。各题取平均。估计用的是公开的 FSRS 记忆模型。",
  toPage: "读这一页",
  ended: (day: string) => `${day} 读完`,
  begun: "读了一部分",
  unread: "还没读",
  ticked: (count: number) => `清单勾了 ${count} 条`,
  minutes: (count: number) => `约 ${count} 分钟`,
  right: "答对",
  percent,
  rightOf: (right: number, all: number) => `${right}/${all} 题`,

  weakest: "最该再看的要求",
  noWeakest: "做过的要求都掌握得不错。",
  tooEarly: "做几道题以后，这里会列出最不牢的要求。",

  forecast: "今后 14 天的复习",
  forecastTitle: "每天要复习的题数",
  forecastWords: (sum: number) => `今后 14 天大约复习 ${sum} 题次，每天不超过自己定的题数。`,
  noForecast: "做过的题会排进今后的日子，到时候在这里看每天有几题。",
  forecastUnit: "题数",
  day: "日期",

  papers: "考试",
  noPapers: "还没有考过。",
  toExam: "考一张",
  allPapers: (count: number) => `全部 ${count} 张`,

  print: "打印学习情况表",
  printHint: "一页 A4，可以另存为 PDF。",
  sheet: "学习情况表",
  sheetHead: (name: string, day: string) =>
    `${name ? `姓名：${name}　` : "姓名：＿＿＿＿＿＿　"}日期：${day}`,
  toSlip: "交成绩单",
  toSettings: "记录只在这个浏览器里，换设备前先到",
  notes: "我的笔记",
  settings: "设置与记录",
  toSettingsEnd: "导出。",
} as const;
