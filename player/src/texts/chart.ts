export const chartTexts = {
  data: "看数据",
  item: "项目",
} as const;
