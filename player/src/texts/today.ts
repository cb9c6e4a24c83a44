export const todayTexts = {
  reached: (pages: number, allPages: number, right: number, all: number) =>
    `${allPages} 个学习页读完 ${pages} 个，${all} 题最近一次答对 ${right} 题`,
} as const;
