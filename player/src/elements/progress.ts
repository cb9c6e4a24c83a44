/** <course-progress>: what is due, what has been done, what is known. */

import { weakest } from "../learning/study";
import { progressTexts as words } from "../texts/progress";
import { ChunkedRender } from "../view/chunked-render";
import { dayText } from "../view/dates";
import { button, make } from "../view/dom";
import { notice } from "../view/notice";
import { link, linkButton } from "../view/rich";
import { rowHead, shareBar } from "../view/share-bar";
import { loadIndex } from "./course";
import { panel } from "./form";
import { type Player, playerElement, records } from "./host";
import { marksText } from "./marks-text";
import { nextStepPlace } from "./next-step-place";
import { loadOnDemand } from "./on-demand";
import { calendarPanel, forecastPanel, trendPanel } from "./progress-charts";
import { masteryPanel } from "./progress-pages";
import { readStudy, type Study } from "./study";
import { studySheet } from "./study-sheet";

export const CourseProgress = playerElement(openProgress);

/** The most papers on the page. */
const MOST_PAPERS = 5;

/** In reading order. The first ones stand side by side, the others in two columns of their own heights. */
const HEAD = [nextPanel, overviewPanel, calendarPanel, trendPanel];
const LEFT = [masteryPanel, papersPanel];
const RIGHT = [weakestPanel, forecastPanel];

async function openProgress(): Promise<Player> {
  const study = await readStudy(await loadIndex());
  const trouble = notice();
  trouble.warn(records.trouble);
  const element = make("div", { class: "cq-player cq-printable" }, trouble.element);
  const print = async () => (await loadOnDemand("print")).printMade(words.sheet, studySheet(study));
  element.append(
    dashboard(study),
    make(
      "div",
      { class: "cq-actions" },
      button("print", words.print, print),
      linkButton(words.toSlip, "practice/slip.html"),
      linkButton(words.notes, "practice/notes.html"),
    ),
    make("p", { class: "cq-hint" }, words.printHint, words.toSettings, settingsLink(), words.toSettingsEnd),
  );
  return { element };
}

function dashboard(study: Study): HTMLElement {
  const panels = [...HEAD, ...LEFT, ...RIGHT];
  const slots = new ChunkedRender(1).begin(panels.map((panelOf) => () => panelOf(study)));
  const column = (from: number, to?: number) =>
    make("div", { class: "cq-dashboard-column" }, ...slots.slice(from, to));
  const left = HEAD.length + LEFT.length;
  return make(
    "div",
    { class: "cq-dashboard" },
    ...slots.slice(0, HEAD.length),
    column(HEAD.length, left),
    column(left),
  );
}

function settingsLink() {
  return link(words.settings, "practice/settings.html");
}

/** What is due today, and the next step. */
function nextPanel(study: Study): HTMLElement {
  const { due, fresh, doneDue, doneFresh } = study.plan;
  const today = words.today(due.length, fresh.length, doneDue + doneFresh);
  return panel(words.next, nextStepPlace(), today && make("p", {}, today));
}

function overviewPanel({ index, reads, answered, days }: Study): HTMLElement {
  const known = new Set(index.pages.map(({ path }) => path));
  const ended = reads.filter((read) => read.ended !== null && known.has(read.page)).length;
  const parts = [
    [words.pagesRead, ended, index.pages.length],
    [words.answeredOnce, answered.asked, answered.all],
    [words.rightNow, answered.right, answered.all],
  ] as const;
  const figures = parts.map(
    ([label, part, all]) => [label, shareBar(all === 0 ? 0 : part / all, words.of(part, all))] as const,
  );
  const rows = [...figures, [words.studyDays, words.days(days.length)] as const];
  const cells = rows.map(([label, figure]) =>
    make("div", {}, make("dt", {}, label), make("dd", { class: "cq-figure" }, figure)),
  );
  return panel(words.overview, make("dl", { class: "cq-figures" }, ...cells));
}

function weakestPanel({ masteries: all }: Study): HTMLElement {
  const found = weakest(all);
  if (found.length === 0) {
    const begun = all.some(({ asked }) => asked > 0);
    return panel(words.weakest, make("p", {}, begun ? words.noWeakest : words.tooEarly));
  }
  const rows = found.map(({ id, title, page, mastery }) =>
    make("li", {}, link(title, `${page}#${id}`), shareBar(mastery, words.percent(mastery))),
  );
  return panel(words.weakest, make("ol", { class: "cq-rows" }, ...rows));
}

/** The latest papers, each with a link to its result. */
function papersPanel({ papers }: Study): HTMLElement {
  const toExams = (label: string) => link(label, "practice/exam.html");
  if (papers.length === 0) {
    return panel(words.papers, make("p", {}, words.noPapers, toExams(words.toExam), "。"));
  }
  const rows = papers
    .slice(0, MOST_PAPERS)
    .map((paper) =>
      make(
        "li",
        {},
        rowHead(
          link(paper.exam.title, `practice/exam.html#paper=${encodeURIComponent(paper.id)}`),
          `${dayText(paper.ended)}　${marksText(paper)}`,
        ),
      ),
    );
  return panel(
    words.papers,
    make("ol", { class: "cq-rows" }, ...rows),
    papers.length > MOST_PAPERS && make("p", {}, toExams(words.allPapers(papers.length))),
  );
}
