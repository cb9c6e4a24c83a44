/** A calendar of the last weeks, coloured by the number of answers. */

import { dateOf, mondayOf } from "../core/day";
import { progressTexts as words } from "../texts/progress";
import { make } from "./dom";
import { dataTable } from "./table";

interface Count {
  readonly day: number;
  readonly all: number;
}

/** The number of answers from which each darker colour applies. */
const STEPS = [1, 5, 15, 30];

/** `day` is today; shows this many whole weeks from Monday, the current one last. */
export function calendar(days: readonly Count[], day: number, weeks: number): HTMLElement {
  const first = mondayOf(day) - 7 * (weeks - 1);
  const counts = new Map(days.map((one) => [one.day, one.all]));
  const shown = Array.from({ length: day - first + 1 }, (_, place) => first + place);
  const cells = shown.map((one) => {
    const count = counts.get(one) ?? 0;
    return make("span", { class: `cq-day cq-day-${levelOf(count)}`, title: titleOf(one, count) });
  });
  const studied = shown.filter((one) => counts.has(one));
  const rows = studied.map((one) => [dateText(one), String(counts.get(one) ?? 0)]);
  return make(
    "figure",
    { class: "cq-chart" },
    make("div", { class: "cq-calendar", "aria-hidden": "true" }, ...cells),
    make("figcaption", {}, words.calendarWords(studied.length)),
    studied.length > 0 &&
      make(
        "details",
        { class: "cq-chart-data cq-fold" },
        make("summary", {}, words.calendarData),
        dataTable([words.day, words.answers], rows),
      ),
  );
}

function levelOf(count: number): number {
  return STEPS.filter((step) => count >= step).length;
}

function titleOf(day: number, count: number): string {
  return words.calendarDay(dateText(day), count);
}

function dateText(day: number): string {
  const date = dateOf(day);
  return words.monthDay(date.month, date.day);
}
