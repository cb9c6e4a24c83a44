import { unbroken } from "./unbroken";

interface Taking {
  readonly slips: number;
  readonly sat: number;
  readonly papers: number;
  readonly revealed: number;
  readonly branches: readonly string[];
}

interface Passes {
  readonly number: string;
  readonly count: number;
  readonly passed: number;
}

const percent = (part: number, whole: number): string =>
  whole > 0 ? `${Math.round((part * 100) / whole)}%` : "—";

/** A message about a file; `other` is the file that it is compared with. */
const REMARKS = {
  unreadable: () => "没有读：文件超过 5 MB，或者打不开。",
  foreign: () => "没有读：不是成绩单。",
  record: () => "没有读：这是学习记录，请到“设置与记录”页导入。",
  ofOtherCourse: (title: string) =>
    title ? `没有读：是“${title}”的成绩单，不是这门课的。` : "没有读：是另一门课的成绩单。",
  newer: () => "没有读：是更新版本的课程做的，请先更新这份课程。",
  broken: () => "没有读：文件不完整，请对方重新做一份。",
  changed: () => "没有读：校验码对不上，文件做好以后有改动，请对方重新做一份。",
  senseless: () => "没有读：里面有不合规格的内容，请对方重新做一份。",
  replaced: (other: string) => `不计入：同一个人有更新的一份“${other}”。`,
  twice: (other: string) => `不计入：和“${other}”是同一份。`,
  otherCourse: () => "已计入，但出自另一版课程，要求和题目可能不完全一样。",
  sameName: (other: string) => `已计入，但和“${other}”同名。如果是同一个人在两台设备上做的，请去掉一份。`,
} as const;

const list = (items: readonly string[]): string => items.join("、");

export const branchTexts = {
  collect: "收成绩单",
  choose: "选择成绩单",
  dropHint: "可以一次选很多份，也可以把文件拖到这里。每份不超过 5 MB。",
  privacy: "文件只在这台设备上读，不保存，不传到任何地方；关掉或刷新这一页，就全部清空。",
  checksum:
    "校验码能发现文件损坏和无意的改动，防不了有意造假。成绩供@{group}自己了解学习情况，不宜作考核依据。",
  read: (counted: number, files: number) => `交来 ${files} 个文件，计入 ${counted} 份成绩单。`,
  none: "还没有成绩单。",
  remarks: "需要看一下的文件",
  remark: (what: keyof typeof REMARKS, other: string) => REMARKS[what](other),
  remove: "去掉这份",
  removed: (file: string, others: number) =>
    others > 0 ? `已去掉“${file}”，和因为它而不计入的 ${others} 份。` : `已去掉“${file}”。`,
  clear: "清空",
  cleared: "已清空。",
  csv: "导出表格",
  csvSaved: (file: string) => `已导出“${file}”。`,
  print: "打印",
  file: "@{group}汇总",
  printHead: (branches: readonly string[], day: string, slips: number) =>
    `${branches.length > 0 ? `${list(branches)}　` : ""}${day}　成绩单 ${slips} 份`,

  taking: "参与情况",
  takingLines: ({ slips, sat, papers, revealed, branches }: Taking) => [
    unbroken(`交来成绩单 ${slips} 份，其中 ${sat} 人考过试，共 ${papers} 份答卷。`),
    unbroken(`愿意给出各题对错次数的有 ${revealed} 人。`),
    branches.length > 1 ? `成绩单来自 ${branches.length} 个@{group}：${list(branches)}。` : "",
  ],
  expected: "应到人数",
  rate: (slips: number, sat: number, expected: number) =>
    `交成绩单 ${percent(slips, expected)}（${slips}/${expected}），参加考试 ${percent(sat, expected)}（${sat}/${expected}）。`,
  rateOver: "应到人数比交来的份数少，请核对。",
  rateAsk: "填上应到人数，就能算出参与率。",

  scores: "成绩分布",
  which: "卷号",
  allPapers: "全部答卷",
  paperName: (number: string, title: string) => `${number}（${title}）`,
  scoresTitle: "各分数段的答卷份数（按百分制折算）",
  bandOf: "分数段",
  bandNames: ["0–59", "60–69", "70–79", "80–89", "90–100"],
  copies: "份数",
  scoresWords: (names: readonly string[], counts: readonly number[]) => {
    const parts = names.map((name, place) => `${name} 分 ${counts[place] ?? 0} 份`);
    return unbroken(`${parts.join("，")}。`);
  },
  noPapers: "成绩单里还没有考试成绩。",

  passes: "及格率",
  passesTitle: "各卷及格率",
  passesWords: (rows: readonly Passes[], all: number) => {
    const parts = rows.map(({ number, count, passed }) => `${number} ${percent(passed, count)}`);
    return `${parts.join("，")}${all > rows.length ? "（答卷最多的几套，其余见下表）" : ""}。`;
  },
  passHeads: ["卷号", "试卷", "份数", "及格", "及格率"],
  percent,
  percentUnit: "及格率（%）",

  time: "时间分布",
  by: "统计单位",
  units: [
    ["month", "按月"],
    ["day", "按天"],
  ] as const,
  timeTitle: (unit: "day" | "month") => (unit === "day" ? "每天交卷的份数" : "每月交卷的份数"),
  timeOf: (unit: "day" | "month") => (unit === "day" ? "日期" : "月份"),
  timeWords: (first: string, last: string, most: string, count: number) =>
    first === last
      ? `都在 ${first}，共 ${count} 份。`
      : unbroken(`从 ${first} 到 ${last}，最多的是 ${most}，${count} 份。`),

  requirements: "薄弱要求",
  requirementsHint: "做过的题里，最近一次答对的比例最低的要求。至少 3 人做过才列出。",
  project: "投影讲解",
  projectFirst: (title: string) => `从最弱的讲起：“${title}”`,
  requirementHeads: ["要求", "答对/做过", "比例", "人数"],
  questions: "难题",
  questionsHint: "只统计愿意给出各题对错次数的成绩单，按答对次数的比例从低到高。至少 3 人做过才列出。",
  questionHeads: ["题目", "答对/作答", "比例", "人数"],
  share: (right: number, asked: number) => `${right}/${asked}`,
  nothingHard: "还没有可以列出的。",

  members: "每个人",
  membersHint: "按姓名排列，不排名次。",
  anonymous: "匿名",
  memberHeads: ["姓名", "@{group}", "学习天数", "考试成绩", "成绩单日期"],
  result: (number: string, halves: number, full: number, isPassed: boolean) =>
    unbroken(`${number}：${halves / 2}/${full / 2} 分，${isPassed ? "及格" : "未及格"}`),
  noResult: "未考试",
  csvHeads: [
    "姓名",
    "@{group}",
    "成绩单日期",
    "学习天数",
    "卷号",
    "试卷",
    "得分",
    "满分",
    "及格线",
    "是否及格",
    "交卷时间",
  ],
  yes: "是",
  no: "否",
} as const;

export const slipTexts = {
  title: "我的成绩单",
  about: "存下来以后，用内网邮箱或 U 盘交给@{records}。给出多少由你决定，下面列出的就是文件里的全部内容。",
  branch: "@{group}",
  branches: "@{branches}",
  named: "写上姓名",
  name: "姓名",
  questions: "给出各题的对错次数，帮@{group}找出难题",
  attempts: "给出每一次作答的原始内容",
  choice: "另外给出",
  contents: "文件里会有",
  lines: {
    branch: (branch: string) => (branch ? `@{group}：${branch}` : "@{group}：不写"),
    name: (name: string) => `姓名：${name}`,
    noName: "姓名：不写",
    totals: (right: number, asked: number, all: number) =>
      `各项要求的合计：共 ${all} 项要求，做过 ${asked} 项，其中 ${right} 项全部答对（每项只有做过几题、答对几题、一共几题）`,
    days: (days: number) => `学习天数：${days} 天`,
    papers: (count: number) =>
      count > 0 ? `考试成绩：${count} 份（卷号、得分、满分、及格线、交卷时间）` : "考试成绩：没有",
    questions: (count: number) => `各题对错次数：${count} 题`,
    attempts: (count: number) => `原始作答：${count} 次（答了什么、对错、时间）`,
    rest: "制作时间和时区、课程版本、校验码，和一个随机编号：再交一份时，用来认出是同一个人的，替换前一份",
  },
  papersLeft: (count: number) => `另有 ${count} 份答卷还有题没有自评，自评以后才会列入。`,
  empty: "这台设备上还没有你的学习记录。",
  save: "保存成绩单",
  notNumbered: "浏览器没有存下编号，可能是存储空间满了。请只交这一份：以后再做的，会被当成另一个人的。",
  saved: (file: string) => `已保存为“${file}”。请你自己交给@{records}，网页没有把它发到任何地方。`,
} as const;
