/** <course-progress>: what has been read, what is known, and what to do next. */

import { dateOf } from "../core/day";
import { byWeek, type RequirementMastery, weakest } from "../learning/study";
import { progressTexts as words } from "../texts/progress";
import { calendar } from "../view/calendar";
import { barChart, lineChart } from "../view/chart";
import { ChunkedRender } from "../view/chunked-render";
import { button, type Child, make } from "../view/dom";
import { notice } from "../view/notice";
import { link } from "../view/rich";
import { dataTable, longTable } from "../view/table";
import { loadIndex } from "./course";
import { panel } from "./form";
import { type Player, playerElement, records } from "./host";
import { nextStepPlace } from "./next-step-place";
import { loadOnDemand } from "./on-demand";
import { readStudy, type Study, stateWords } from "./study";
import { studySheet } from "./study-sheet";

export const CourseProgress = playerElement(openProgress);

/** Weeks in the calendar and in the line chart. */
const WEEKS = 12;

const PANELS = [nextPanel, overviewPanel, weakestPanel, readingPanel, masteryPanel, chartsPanel];

async function openProgress(): Promise<Player> {
  const study = await readStudy(await loadIndex());
  const trouble = notice();
  trouble.warn(records.trouble);
  const element = make("div", { class: "cq-player cq-printable" }, trouble.element);
  const print = async () => (await loadOnDemand("print")).printMade(words.sheet, studySheet(study));
  element.append(
    ...new ChunkedRender(1).begin(PANELS.map((panelOf) => () => panelOf(study))),
    make("div", { class: "cq-actions" }, button("print", words.print, print)),
    make("p", { class: "cq-hint" }, words.printHint),
    make(
      "p",
      { class: "cq-hint" },
      words.toNotes,
      link(words.notes, "practice/notes.html"),
      words.toNotesEnd,
    ),
    make(
      "p",
      { class: "cq-hint" },
      words.toSettings,
      link(words.settings, "practice/settings.html"),
      words.toSettingsEnd,
    ),
  );
  return { element };
}

function nextPanel(): HTMLElement {
  return panel(words.next, nextStepPlace());
}

function overviewPanel({ index, reads, answered, days }: Study): HTMLElement {
  const known = new Set(index.pages.map(({ path }) => path));
  const ended = reads.filter((read) => read.ended !== null && known.has(read.page)).length;
  const figures = [
    [words.pagesRead, words.of(ended, index.pages.length)],
    [words.answeredOnce, words.of(answered.asked, answered.all)],
    [words.rightNow, words.of(answered.right, answered.all)],
    [words.studyDays, words.days(days.length)],
  ];
  const cells = figures.map(([label, figure]) =>
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
    make("li", {}, link(title, `${page}#${id}`), "　", words.percent(mastery)),
  );
  return panel(words.weakest, make("ol", {}, ...rows));
}

function readingPanel({ index, reads, ticks }: Study): HTMLElement {
  const known = new Map(reads.map((read) => [read.page, read]));
  const rows = index.pages.map(({ path, title, minutes }) => {
    const read = known.get(path);
    const ticked = ticks.get(path) ?? 0;
    const state = [stateWords(read), ticked > 0 && words.ticked(ticked)].filter(Boolean).join("，");
    return [link(title, path), state, words.minutes(minutes)];
  });
  return panel(words.reading, dataTable([words.page, words.state, words.time], rows));
}

function masteryPanel({ masteries: all }: Study): HTMLElement {
  const cells = ({ id, title, page, mastery, right, all: count }: RequirementMastery): Child[] => [
    link(title, `${page}#${id}`),
    make(
      "span",
      { class: "cq-mastery" },
      make("meter", { min: 0, max: 1, value: mastery.toFixed(3), "aria-label": title }),
      make("span", { class: "cq-figure" }, words.percent(mastery)),
    ),
    words.rightOf(right, count),
  ];
  return panel(
    words.mastery,
    make("p", { class: "cq-hint" }, words.masteryWhat),
    longTable([words.requirement, words.masteryShort, words.right], all, cells),
  );
}

function chartsPanel({ days, day, forecast: coming }: Study): HTMLElement {
  const weeks = byWeek(days, WEEKS);
  const last = weeks[weeks.length - 1];
  const label = (at: number) => {
    const date = dateOf(at);
    return words.monthDay(date.month, date.day);
  };
  const accuracy =
    last &&
    lineChart({
      title: words.accuracy,
      labels: weeks.map((week) => label(week.day)),
      values: weeks.map(({ right, all }) => Math.round((100 * right) / all)),
      unit: words.accuracyUnit,
      words: words.accuracyWords(label(last.day), last.right / last.all, last.all),
      of: words.week,
      highest: 100,
    });
  const reviews = barChart({
    title: words.forecast,
    labels: coming.map((_, ahead) => label(day + ahead)),
    values: coming,
    unit: words.forecastUnit,
    words: words.forecastWords(coming.reduce((sum, count) => sum + count, 0)),
    of: words.day,
  });
  return panel(words.calendar, calendar(days, day, WEEKS), accuracy ?? null, reviews);
}
