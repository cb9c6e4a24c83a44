const COLOURS: Readonly<Record<string, string>> = {
  red: "红",
  blue: "蓝",
  green: "绿",
  amber: "橙",
  violet: "紫",
  teal: "青",
};

const PROBLEMS: Readonly<Record<string, string>> = {
  unreadable: "文件太大或者读不出来（最多 50 MB）。",
  "not-json": "不是完整的记录文件，可能没有拷贝完。请重新拷贝一次。",
  "too-deep": "不是本站导出的学习记录。",
  foreign: "不是本站导出的学习记录。",
  slip: "这是成绩单，不是学习记录。成绩单请在“@{group}汇总”里打开。",
  newer: "这份记录是更新版本的站点导出的，这里还读不了。请管理员先升级本站。",
  damaged: "文件的校验和对不上，内容残缺或者改动过，没有导入。请重新导出一份。",
  "too-many": "文件里的条数太多，不像一个人的学习记录，没有导入。",
};

const REASONS: Readonly<Record<string, string>> = {
  shape: "内容不完整或者格式不对",
  time: "时间不合理（1970 年以前，或者 2200 年以后）",
  long: "内容过长",
  twice: "文件里重复",
  "other-profile": "编号在这台设备上已经用过，记在另一个人名下或者读不出来",
};

function otherCourse(title: string): string {
  return title
    ? `这是“${title}”的学习记录，不是这门课的，没有导入。请在那门课的“设置与记录”里导入。`
    : "里面的题都不是这门课的，没有导入。";
}

export const settingsTexts = {
  people: "谁在学",
  nobody: "还没有起名。一个人用不必起名；几个人共用这台设备，请先给自己起个名字，再添加别人。",
  nameSelf: "给自己起个名字",
  addPerson: "添加一个人",
  name: "名字",
  nameHint: (most: number) => `最多 ${most} 个字，只存在这台设备上`,
  nameEmpty: "请先写名字。",
  nameTaken: "已经有人用这个名字，请换一个。",
  nameLong: (most: number) => `名字太长，请写短一些，最多 ${most} 个字。`,
  colour: "颜色",
  colourName: (colour: string) => COLOURS[colour] ?? colour,
  save: "保存",
  current: "正在学",
  become: (name: string) => `换成${name}`,
  rename: (name: string) => `修改${name}的名字或颜色`,
  edit: "修改",
  saved: "已保存。",
  notSaved: "浏览器没有存下来。",

  visit: "不留记录",
  visitWhat:
    "只是看看，或者用别人的设备：打开以后，做题、阅读都照常，关掉这个标签页就全部清除，不影响已有的记录。",
  visitOn: "现在不留记录：关掉这个标签页，这次的作答就全部清除。",
  beginVisit: "开始不留记录",
  endVisit: "结束，回到原来的记录",
  visitRefused: "浏览器不让本站记住这个选择，没有打开。",

  carry: "备份和搬家",
  carryWhat:
    "导出的文件里有作答、试卷、笔记、清单和阅读进度。拷到另一台设备，在这一页导入，就接着学；两台设备的记录可以合并，重复导入也不会重复计算。",
  export: "导出学习记录",
  file: (name: string, day: string) => `学习记录${name ? `-${name}` : ""}-${day}.json`,
  notRead: "浏览器里的记录没有读全，没有导出。请刷新页面再试。",
  exported: "已导出，请把文件收好。",
  copy: "复制文字小结",
  summary: (name: string, day: string, lines: readonly string[]) =>
    [`学习小结${name ? `（${name}）` : ""}　${day}`, ...lines].join("\n"),
  summaryAnswers: (count: number, questions: number, share: number) =>
    `作答 ${count} 次，做过 ${questions} 道题，答对 ${share}%`,
  summaryPages: (ended: number) => `读完学习页 ${ended} 个`,
  summaryPaper: (day: string, title: string, number: string, score: string) =>
    `${day}　${title}（${number}）　${score}`,
  copied: "已复制。",
  byHand: "浏览器不让自动复制。文字已经选中，请按 Ctrl+C；手机上请长按文字，再选“复制”。",
  summaryLabel: "文字小结",

  import: "导入学习记录",
  importHint: "选一个“学习记录”文件，或者拖到这里。导入前先给你看里面有什么。",
  problem: (problem: string, title = "") =>
    problem === "other-course" ? otherCourse(title) : (PROBLEMS[problem] ?? ""),
  preview: (file: string) => `“${file}”里有什么`,
  whose: (name: string) => (name ? `${name}的学习记录` : "没有写名字的学习记录"),
  made: (when: string) => `${when} 导出`,
  span: (first: string, last: string) =>
    first === last ? `作答日期：${first}` : `作答日期：${first} 到 ${last}`,
  attempts: (fresh: number, known: number) => `作答：新的 ${fresh} 条，已经有的 ${known} 条`,
  papers: (fresh: number, known: number) => `试卷：新的 ${fresh} 张，已经有的 ${known} 张`,
  notes: (fresh: number, known: number) => `笔记：新的 ${fresh} 条，已经有的 ${known} 条`,
  others: (count: number) => `清单和阅读进度：更新 ${count} 条`,
  refused: (reason: string, count: number) => `不导入 ${count} 条：${REASONS[reason] ?? reason}`,
  unknown: (count: number) => `有 ${count} 道题现在的课程里没有，记录照样保留。`,
  otherCourse: "导出时的课程版本和现在不同：题目更正过的，以前的作答不算数。",
  into: (name: string) => (name ? `合并到${name}的记录` : "合并到现在的记录"),
  decline: "不导入",
  declined: "没有导入，什么都没有改。",
  nothingNew: "里面的记录这里都有了，不用导入。",
  merged: (attempts: number, papers: number, notes: number, others: number) =>
    `已合并，新增 ${attempts} 条作答、${papers} 张试卷、${notes} 条笔记，更新 ${others} 条清单和阅读进度。`,
  notMerged: "没有得到浏览器的确认，可能没有导入成功。请刷新页面看看，再试一次。",

  storage: "存在哪里",
  stored: (attempts: number, since: string, size: number) =>
    `这个浏览器里有 ${attempts} 条作答，最早的是 ${since}，约 ${size} KB。`,
  storedNothing: "还没有作答记录。",
  visiting: (attempts: number) =>
    `这次有 ${attempts} 条作答，只在这个标签页里，关掉就清除；要留下来，请先导出。`,
  keeps: "这个浏览器能保存记录。",
  where:
    "别的设备、别的浏览器看不到这些记录。清除浏览器数据会把它们一起删掉；站点换了地址（主机名、端口、http 换成 https，或者文件夹换了盘符），浏览器就找不到以前的记录。换地址以前请先导出，换好以后再导入。",
  persisted: "浏览器答应不自动清理这些记录。",
  evictable: "磁盘快满时，浏览器可能自动清理这些记录，请隔一段时间导出一次。",

  erase: "清除记录",
  eraseWhat: "清除以后找不回来。建议先导出一份。",
  eraseOne: (name: string) => (name ? `清除${name}的记录` : "清除我的记录"),
  eraseAll: "清除这台设备上全部人的记录",
  eraseSure: "确定清除吗？",
  eraseCount: (attempts: number, papers: number) =>
    `将删除 ${attempts} 条作答、${papers} 张试卷，以及姓名、笔记、清单和阅读进度。`,
  cancel: "不清除",
  confirm: "确定清除",
  notErased: "没有得到浏览器的确认，可能没有清除成功。请刷新页面看看，再试一次。",
} as const;
