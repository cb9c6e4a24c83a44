export const calendarTexts = {
  weekdays: ["一", "二", "三", "四", "五", "六", "日"],
  month: (month: number) => `${month}月`,
  dayText: (month: number, day: number, weekday: string) => `${month}月${day}日（周${weekday}）`,
  dayCount: (day: string, count: number) => `${day}答题 ${count} 次`,
  today: (count: number) => `今天答题 ${count} 次`,
  summary: (days: number, weeks: number) => `最近 ${weeks} 周里有 ${days} 天学习过。`,
  fewest: "没答",
  most: (count: number) => `${count} 次以上`,
  data: "看每天的次数",
  day: "日期",
  answers: "答题次数",
} as const;
