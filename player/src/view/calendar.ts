/** A calendar of the last weeks: the more answers a day has, the larger and darker its square. */

import { dateOf, mondayOf } from "../core/day";
import { calendarTexts as words } from "../texts/calendar";
import { chartData } from "./chart";
import { fill, make, uniqueName } from "./dom";
import { percent, svg } from "./svg";
import { dataTable } from "./table";

interface Count {
  readonly day: number;
  readonly all: number;
}

/** The number of answers from which each larger square applies. */
const STEPS = [1, 5, 15, 30];
/** The side of the square of each level, as a share of its cell. */
const SIDES = [0, 0.4, 0.6, 0.8, 1];
/** The cell of a day: its share of the column, and its heights in em (style/chart.css); a column is a week. */
const CELL = { width: 0.86, row: 1.25, height: 1.1 };
const WEEKDAYS = 7;
/** The columns that the name of a month takes. */
const MONTH = 3;

/** `day` is today; shows this many whole weeks from Monday, the current one last. */
export function calendar(days: readonly Count[], day: number, weeks: number): HTMLElement {
  const first = mondayOf(day) - WEEKDAYS * (weeks - 1);
  const counts = new Map(days.map((one) => [one.day, one.all]));
  const shown = Array.from({ length: day - first + 1 }, (_, place) => first + place);
  const studied = shown.filter((one) => counts.has(one));
  const summary = words.summary(studied.length, weeks);
  const said = make("p", { class: "cq-calendar-said" }, words.today(counts.get(day) ?? 0));
  const cells = shown.map((one, place) => cell(one, place, counts.get(one) ?? 0, weeks));
  const drawing = svg("svg", { class: "cq-calendar-days" }, ...monthNames(first, weeks), ...cells);
  for (const event of ["pointerover", "click"]) {
    drawing.addEventListener(event, ({ target }) => {
      const place = cells.findIndex((one) => one.contains(target as Node));
      const at = shown[place];
      if (at !== undefined) fill(said, words.dayCount(dayText(at), counts.get(at) ?? 0));
    });
  }
  const rows = studied
    .slice()
    .reverse()
    .map((one) => [dayText(one), String(counts.get(one) ?? 0)]);
  const id = uniqueName();
  return make(
    "figure",
    { class: "cq-chart cq-calendar", "aria-labelledby": id },
    make("div", { class: "cq-calendar-plot", "aria-hidden": "true" }, weekdayNames(), drawing),
    make("div", { "aria-hidden": "true" }, said, legend()),
    make("figcaption", { id }, summary),
    studied.length > 0 && chartData(words.data, dataTable([words.day, words.answers], rows)),
  );
}

function cell(day: number, place: number, count: number, weeks: number): SVGElement {
  const level = levelOf(count);
  const left = Math.floor(place / WEEKDAYS) / weeks;
  const top = (place % WEEKDAYS) * CELL.row;
  const box = {
    x: percent(left),
    y: `${top}em`,
    width: percent(CELL.width / weeks),
    height: `${CELL.height}em`,
  };
  return svg(
    "g",
    { class: `cq-day cq-day-${level}`, "data-day": day },
    svg("title", {}, words.dayCount(dayText(day), count)),
    svg("rect", { ...box, class: "cq-day-cell" }),
    square(left, top, level, CELL.width / weeks),
  );
}

/** The square inside a cell; `left` and `width` are shares of the drawing. */
function square(left: number, top: number, level: number, width: number): SVGElement | null {
  const side = SIDES[level] ?? 0;
  if (side === 0) return null;
  return svg("rect", {
    class: "cq-day-square",
    x: percent(left + ((1 - side) / 2) * width),
    y: `${top + ((1 - side) / 2) * CELL.height}em`,
    width: percent(side * width),
    height: `${side * CELL.height}em`,
  });
}

/** The name of each month above the week in which it begins; of the first month, if there is room. */
function monthNames(first: number, weeks: number): readonly SVGElement[] {
  const starts = Array.from({ length: weeks }, (_, week) => {
    // A month belongs to the week that has its first day.
    const { month, day } = dateOf(first + week * WEEKDAYS + WEEKDAYS - 1);
    return { week, month, begins: day <= WEEKDAYS };
  });
  const named = starts.filter(({ begins }) => begins);
  const [next] = named;
  const [opening] = starts;
  const all = opening && next && next.week >= MONTH ? [opening, ...named] : named;
  return all
    .filter(({ week }) => week <= weeks - MONTH + 1)
    .map(({ week, month }) =>
      svg("text", { class: "cq-chart-label", x: percent(week / weeks), dy: "-0.5em" }, words.month(month)),
    );
}

function weekdayNames(): SVGElement {
  const names = words.weekdays.map((name, place) =>
    svg(
      "text",
      { class: "cq-chart-label", y: `${place * CELL.row}em`, dy: "0.95em" },
      place % 2 === 0 && name,
    ),
  );
  return svg("svg", { class: "cq-calendar-weekdays" }, ...names);
}

/** What the squares mean, from no answer to the most. */
function legend(): HTMLElement {
  const samples = SIDES.map((_, level) =>
    svg(
      "svg",
      { class: `cq-day cq-day-${level} cq-calendar-sample` },
      svg("rect", { class: "cq-day-cell", width: "100%", height: `${CELL.height}em` }),
      square(0, 0, level, 1),
    ),
  );
  const ends = [words.fewest, words.most(STEPS[STEPS.length - 1] ?? 0)];
  return make("p", { class: "cq-calendar-legend" }, ends[0], ...samples, ends[1]);
}

function levelOf(count: number): number {
  return STEPS.filter((step) => count >= step).length;
}

function dayText(day: number): string {
  const date = dateOf(day);
  return words.dayText(date.month, date.day, words.weekdays[day - mondayOf(day)] ?? "");
}
