export const todayTexts = {
  label: "我的学习",
  review: "今日复习",
  planned: (due: number, fresh: number) =>
    [due && `复习 ${due} 题`, fresh && `新题 ${fresh} 题`].filter(Boolean).join("，"),
  done: "今天的做完了",
  stopped: "上次读到",
  place: (page: string, requirement: string) => (requirement ? `${page}：${requirement}` : page),
  paper: "模拟考试",
  running: "有一张试卷还没交",
  far: "学到哪里",
  reached: (pages: number, allPages: number, right: number, all: number) =>
    `${allPages} 个学习页读完 ${pages} 个，${all} 题最近一次答对 ${right} 题`,
} as const;
