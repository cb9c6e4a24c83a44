/** Export and import of records as files, with a preview before the import. */

import type { CourseIndex } from "../core/course-index";
import { visible } from "../core/visible";
import { type Holdings, readHoldings } from "../store/holdings";
import { numberedLearner } from "../store/numbered-learner";
import { LARGEST_FILE, type RecordFile, readRecordFile, recordFile } from "../store/record-file";
import { type Plan, planImport } from "../store/record-merge";
import { isBlind } from "../store/records";
import { settingsTexts as words } from "../texts/settings";
import { copyText } from "../view/clipboard";
import { COURSE_ID, COURSE_TITLE } from "../view/course-meta";
import { dayText, momentText } from "../view/dates";
import { button, fill, make } from "../view/dom";
import { saveFile } from "../view/download";
import { withName } from "../view/profile";
import { type DroppedFile, fileDrop } from "./file-drop";
import { panel } from "./form";
import { records } from "./host";
import { marksText } from "./marks-text";
import type { Settings } from "./settings-context";

/** The most papers in the summary. */
const MOST_PAPERS = 5;

export function exportImportPanel(settings: Settings, index: CourseIndex): HTMLElement {
  const said = make("p", { role: "status" });
  const preview = make("div");
  const name = settings.learner?.name ?? "";
  const save = async () => {
    const now = Date.now();
    const read = await readHoldings(records);
    if (isBlind(records)) {
      fill(said, words.notRead);
      return;
    }
    const { learner, kept } = await numberedLearner(records);
    const holdings = { ...read, learner: kept ? learner : "" };
    const origin = { id: COURSE_ID, title: COURSE_TITLE, course: index.course };
    const text = recordFile(holdings, name, origin, now);
    saveFile(words.file(name, dayText(now)), "application/json", text);
    fill(said, words.exported);
  };
  const copy = async () => {
    const text = summary(await readHoldings(records), name, index);
    fill(said, copyText(text, preview, words.summaryLabel) ? words.copied : words.byHand);
  };
  const actions = make(
    "div",
    { class: "cq-actions" },
    button("export", words.export, save, { class: "cq-primary" }),
    button("copy-summary", words.copy, copy),
  );
  const taken = (files: readonly DroppedFile[]) => {
    fill(said);
    const [file] = files;
    if (file) void show(file, settings, index, preview);
  };
  return panel(
    words.carry,
    make("p", {}, words.carryWhat),
    actions,
    said,
    fileDrop(
      { label: words.import, hint: words.importHint, largest: LARGEST_FILE, several: false, primary: false },
      taken,
    ),
    preview,
  );
}

function summary({ attempts, papers, reads }: Holdings, name: string, index: CourseIndex): string {
  const pages = new Set(index.pages.map(({ path }) => path));
  const right = attempts.filter(({ verdict }) => verdict === "right").length;
  const questions = new Set(attempts.map(({ question }) => question)).size;
  const share = attempts.length > 0 ? Math.round((100 * right) / attempts.length) : 0;
  const latest = [...papers].sort((one, other) => other.ended - one.ended).slice(0, MOST_PAPERS);
  return words.summary(name, dayText(Date.now()), [
    words.summaryAnswers(attempts.length, questions, share),
    words.summaryPages(reads.filter(({ page, ended }) => ended !== null && pages.has(page)).length),
    ...latest.map((paper) =>
      words.summaryPaper(dayText(paper.ended), paper.exam.title, paper.number, marksText(paper)),
    ),
  ]);
}

/** Shows the content of a file, or why it is refused; writes nothing yet. */
async function show(
  { name, text }: DroppedFile,
  settings: Settings,
  index: CourseIndex,
  preview: HTMLElement,
): Promise<void> {
  const known = new Set(index.questions.map(({ id }) => id));
  const read = text === null ? ({ problem: "unreadable" } as const) : readRecordFile(text, COURSE_ID, known);
  if ("problem" in read) {
    const title = "title" in read ? read.title : "";
    const line = withName((file) => `“${file}”：${words.problem(read.problem, title)}`, name);
    fill(preview, make("p", { class: "cq-notice", role: "alert" }, line));
    return;
  }
  const plan = await planNow(read);
  const heading = make("h3", { class: "cq-title", tabindex: -1 }, withName(words.preview, name));
  fill(preview, heading, contents(read, plan, index), decision(read, plan, settings, preview));
  heading.focus();
}

/** Plans the import against the current records: another tab may have changed them. */
async function planNow(file: RecordFile): Promise<Plan> {
  const mine = await readHoldings(records);
  return planImport(mine, mine.others, file, records.profile, Date.now());
}

function contents({ name, made, course, holdings }: RecordFile, plan: Plan, index: CourseIndex): HTMLElement {
  const times = holdings.attempts.map(({ at }) => at);
  const known = new Set(index.questions.map(({ id }) => id));
  const unknown = new Set(holdings.attempts.map(({ question }) => question).filter((id) => !known.has(id)));
  const lines = [
    withName(words.whose, visible(name)),
    made > 0 && words.made(momentText(made)),
    times.length > 0 && words.span(dayText(least(times)), dayText(-least(times.map((at) => -at)))),
    words.attempts(plan.attempts.fresh, plan.attempts.known),
    words.papers(plan.papers.fresh, plan.papers.known),
    words.notes(plan.notes.fresh, plan.notes.known),
    words.others(plan.others),
    ...Array.from(plan.refused, ([reason, count]) => words.refused(reason, count)),
    unknown.size > 0 && words.unknown(unknown.size),
    course !== index.course && words.otherCourse,
  ];
  return make("ul", {}, ...lines.map((line) => line && make("li", {}, line)));
}

function decision(
  file: RecordFile,
  { changes }: Plan,
  { learner, redraw }: Settings,
  preview: HTMLElement,
): HTMLElement {
  if (changes.length === 0) return make("p", {}, words.nothingNew);
  const say = (text: string) => {
    const line = make("p", { class: "cq-notice", role: "status", tabindex: -1 }, text);
    fill(preview, line);
    line.focus();
  };
  const merge = async () => {
    const plan = await planNow(file);
    if (!(await records.apply(plan.changes))) return say(words.notMerged);
    await redraw(words.merged(plan.attempts.fresh, plan.papers.fresh, plan.notes.fresh, plan.others));
  };
  const go = button("merge", withName(words.into, learner?.name ?? ""), merge, { class: "cq-primary" });
  const decline = button("decline", words.decline, () => say(words.declined));
  return make("div", { class: "cq-actions" }, go, decline);
}

/** Not Math.min(...numbers): too many arguments would overflow the stack. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other));
}
