import type { Section } from "../core/data";
import { unbroken } from "./unbroken";

const PARTLY: Readonly<Record<Section["partly"], string>> = {
  none: "不全对不得分",
  half: "漏选、部分答对得一半，选错不得分",
  share: "按答对的比例给分，不足半分的舍去",
};

/** Of a scenario only the end counts. */
const ENDS: typeof PARTLY = {
  none: "走到好的结局才得分",
  half: "走到尚可的结局得一半",
  share: "走到尚可的结局得一半",
};

/** Question types that can be partly correct. */
const PARTIAL = new Set<Section["type"]>(["multiple", "blank", "order", "match", "case", "short"]);

function howPartly(type: Section["type"], partly: Section["partly"]): string {
  if (type === "scenario") return `，${ENDS[partly]}`;
  const wrong = type === "multiple" && partly === "share" ? "，选错不得分" : "";
  return PARTIAL.has(type) ? `，${PARTLY[partly]}${wrong}` : "";
}

const points = (halves: number): string => (halves % 2 === 0 ? String(halves / 2) : (halves / 2).toFixed(1));

const two = (number: number): string => String(number).padStart(2, "0");

export const examTexts = {
  choose: "选一张试卷",
  exam: "试卷",
  about: (minutes: number, full: number, passing: number, count: number) =>
    unbroken(`${count} 题，满分 ${full} 分，限时 ${minutes} 分钟，${passing} 分及格`),
  page: "学习页",
  number: "卷号",
  numberHint: "卷号相同，就是同一张试卷：和别人考同一张，填同样的卷号；自己练，用现成的就行。",
  otherNumber: "换一个卷号",
  noNumber: "没有这个卷号。卷号由试卷名和数字组成，例如 ",
  start: "开始考试",
  rules: "开始后计时，关掉页面也照样计时，可以随时回来接着答。",

  elsewhere: (title: string, number: string) =>
    `${title}（${number}）正在另一个标签页里答。两个标签页不能同时答一张试卷。`,
  goOnHere: "改在这里接着答",
  lost: "这张试卷已经转到另一个标签页，这里不再保存。请到那边接着答。",
  handedIn: "这张试卷已经在另一个标签页里交卷。",
  erased: "这张试卷的记录已经在别处清除，不能再接着答。你的作答还在这一页上，可以现在交卷，看成绩和答案。",
  seeResult: "查看成绩",
  unknown: "没有找到这份考试结果：它可能已经清除，或者在另一台设备、另一个浏览器里。",
  noExams: "这门课程没有模拟考试。",
  toDrill: "去随机练习",
  backToList: "返回试卷列表",

  section: (title: string, count: number, rule: string) => `${title}（${count} 题，${rule}）`,
  rule: ({ type, marks, partly }: Section) => unbroken(`每题 ${marks} 分${howPartly(type, partly)}`),
  oneRun: "只能走一遍，走到结局才算答完；交卷以后看复盘。",
  left: "剩余时间",
  time(milliseconds: number): string {
    const seconds = Math.ceil(milliseconds / 1000);
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
  },
  minutesLeft: (minutes: number) => `还剩 ${minutes} 分钟。`,
  place: (number: number, all: number) => `第 ${number} 题，共 ${all} 题`,
  answered: (done: number, all: number) => `已答 ${done}/${all}`,
  sheet: "答题卡",
  cell: (number: number, answered: boolean, flagged: boolean) =>
    `第 ${number} 题，${answered ? "已答" : "未答"}${flagged ? "，已标记" : ""}`,
  legend: "实心是已答，空心是未答，⚑ 是自己标记要回头看的。",
  flag: "标记",
  flagged: "⚑ 已标记",
  handIn: "交卷",
  confirmTitle: "现在交卷吗？",
  allAnswered: (all: number) => `${all} 题都答了。`,
  blanks: (count: number) => `还有 ${count} 题没答，点下面的题号可以回去答。`,
  flags: "标记要回头看的：",
  keepOn: "再看看",
  confirm: "确定交卷",
  changed: (count: number) =>
    `站点更新过：有 ${count} 题的题目或答案更正了，你在这些题上的作答已清空，请重答。`,
  withdrawnNow: (count: number) => `站点更新过：有 ${count} 题已经撤下，不计入满分。`,

  result: "考试结果",
  timedOut: "时间到，已经自动交卷。",
  notKept: "浏览器没有存下这次的成绩：离开这一页就看不到了，需要的话请现在打印。",
  score: (halves: number) => `${points(halves)} 分`,
  ofScore: (full: number) => `（满分 ${points(full)} 分）`,
  points,
  passed: (passing: string) => `✓ 及格（${passing} 分及格）`,
  failed: (passing: string) => `✗ 还没到及格线（${passing} 分及格）`,
  details: "各部分得分和评分办法",
  toSlip: "交成绩单",
  pending: (count: number) => `有 ${count} 道简答要对照参考要点自评，评完才有总分。`,
  meta: (number: string, course: string, ended: string, minutes: number) =>
    unbroken(
      `卷号 ${number}，${ended} 交卷，用时 ${minutes} 分钟。课程版本 ${course}：版本相同，同一卷号才是同一张试卷。`,
    ),
  marking: "评分办法",
  bySection: "各大题得分",
  byRequirement: "各项要求得分",
  byDifficulty: "各难度得分",
  name: "项目",
  got: "得分",
  ofFull: "满分",
  questions: "逐题看",
  showWrong: "只看没得满分的",
  showAll: "全部题目",
  earned: (halves: number, full: number) => unbroken(`得 ${points(halves)} 分，满分 ${points(full)} 分`),
  void: (number: number, halves: number) =>
    `第 ${number} 题：题目或答案后来更正过，当时的作答不再显示；当时得 ${points(halves)} 分，照旧计算。`,
  withdrawn: (number: number, halves: number) =>
    `第 ${number} 题：这道题后来撤下了；当时得 ${points(halves)} 分，照旧计算。`,
  newPaper: "再考一张新卷",
  allRight: "全对，没有错题。",
  unreadable: "有一张没交的试卷这里读不了，可能是更新版本的站点留下的。放弃那一张，才能开始新的。",
  giveUp: "放弃那张试卷",
  unfinishedRetry: (open: number) => `上次的错题还有 ${open} 题没做。`,
  goOnRetry: "接着做错题",

  history: "考过的试卷",
  noHistory: "还没有考过。",
  open: "查看",
  action: "操作",
  row: (title: string, number: string) => `${title}（${number}）`,
  when: "时间",
  paper: "试卷",
  marks: "成绩",
  passedShort: "及格",
  failedShort: "未及格",

  printPaper: "打印试卷",
  printKey: "打印试卷和答案",
  printSheet: "打印答题卡",
  printHint: "打印窗口里选“另存为 PDF”，就能存成文件。",
  nameLine: "姓名：",
  branchLine: "@{group}：",
  scoreLine: "得分：",
  printHead: (number: string, minutes: number, full: number) =>
    `卷号：${number}　时间：${minutes} 分钟　满分：${full} 分`,
  keyTitle: (title: string) => `${title}　参考答案`,
  sheetTitle: (title: string) => `${title}　答题卡`,
  courseLine: (course: string, now: string) =>
    course === now ? `课程版本：${course}` : `考试时的课程版本：${course}。打印时的课程版本：${now}。`,
  formerly: { corrected: "已更正", withdrawn: "已撤下" },
  notPrinted: (number: number, formerly: string) => `${number}．（这道题${formerly}，不再印出）`,
} as const;
