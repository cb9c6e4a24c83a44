export const mapTexts = {
  reached: (right: number, all: number) => `答对 ${right}/${all}`,
  reachedInAll: (right: number, all: number) => `全部 ${all} 题，最近一次答对的有 ${right} 题。`,
  goOn: "接着学：",
} as const;
