const NEAR = ["今天", "明天", "后天"];

/** How far away a day is. */
const away = (days: number): string => NEAR[days] ?? `${days} 天后`;

const planned = (due: number, fresh: number): string => {
  if (due > 0 && fresh > 0) return `今天要复习 ${due} 题，另有新题 ${fresh} 题。`;
  return due > 0 ? `今天要复习 ${due} 题，没有新题。` : `今天没有要复习的题，有新题 ${fresh} 题。`;
};

const comingUp = (days: readonly (readonly [days: number, count: number])[]): string =>
  days.map(([days, count]) => `${away(days)} ${count} 题`).join("，");

export const reviewTexts = {
  today: "今天",
  planned,
  more: (done: number, due: number, fresh: number) => {
    const left = [due && `复习 ${due} 题`, fresh && `新题 ${fresh} 题`].filter(Boolean).join("，");
    return `今天已做 ${done} 题，还有${left}。`;
  },
  done: "今天的复习做完了。",
  nothingDue: "今天没有要复习的题。",
  next: (days: number, date: { month: number; day: number }) =>
    `下一次复习在${away(days)}（${date.month} 月 ${date.day} 日）。`,
  noFresh: "新题只出自读到页末的学习页，现在没有可出的。再读一页：",
  courseMap: "课程地图",

  nothingMet: "还没有做过题，所以没有要复习的。可以从这里开始：",
  starts: [
    ["study/index.html", "课程地图", "读完一个学习页，这里就会每天出几道新题"],
    ["practice/drill.html", "随机练习", "先做几道，做过的会按时回来"],
    ["quizzes/index.html", "自测", "按学习页整份地做"],
  ],

  limits: "每天几题",
  dueLimit: "每天复习",
  freshLimit: "每天新题",
  atMost: (count: string) => (count === "0" ? "不出新题" : `最多 ${count} 题`),
  start: "开始复习",
  startAnew: "按现在的设置重新安排",
  unfinished: (open: number) => `刚才的一轮还有 ${open} 题没做。`,
  goOn: "接着做",
  back: "回到今日安排",

  again: (days: readonly (readonly [days: number, count: number])[]) =>
    `这一轮的题，下次出现：${comingUp(days)}。`,

  outlook: (days: number) => `今后 ${days} 天`,
  outlookHint: "没列出的日子不用复习。按现在的记录估计，做过之后会变。",
  outlookDay: (days: number, date: { month: number; day: number }) =>
    days < NEAR.length ? away(days) : `${date.month} 月 ${date.day} 日`,
  count: (count: number) => `${count} 题`,

  how: "怎样安排的",
  howWords: [
    "记得越牢的题，隔得越久才再问；答错的，明天再来。同一天里做几遍，只按第一遍算。",
    "会做但没把握，就点“没把握，提交”，它会早一点回来；一看就会，就点“很容易，提交”，它会晚一点回来。",
    "每天最多这么多题。有几天没来，也不会多出来：最容易忘的先问，其余的往后排。",
  ],
} as const;
