/** The charts of the dashboard: days, weeks, and the reviews to come. */

import { dateOf } from "../core/day";
import { byWeek } from "../learning/study";
import { progressTexts as words } from "../texts/progress";
import { calendar } from "../view/calendar";
import { barChart, partsChart } from "../view/chart";
import { make } from "../view/dom";
import { link } from "../view/rich";
import { panel } from "./form";
import type { Study } from "./study";

/** The weeks in the calendar, and those in the chart of weeks: as many as fit on the narrowest screen. */
const CALENDAR_WEEKS = 18;
const TREND_WEEKS = 8;

export function calendarPanel({ days, day }: Study): HTMLElement {
  const content =
    days.length > 0
      ? calendar(days, day, CALENDAR_WEEKS)
      : make("p", {}, words.noDays, link(words.toQuizzes, "quizzes/index.html"), "。");
  return panel(words.calendar, content);
}

export function trendPanel({ days, day }: Study): HTMLElement {
  const weeks = byWeek(days, day, TREND_WEEKS);
  if (weeks.every(({ all }) => all === 0)) {
    return panel(words.trend, make("p", {}, words.noTrend));
  }
  const last = weeks[weeks.length - 1] ?? { right: 0, all: 0 };
  const chart = partsChart({
    title: words.trendTitle,
    labels: weeks.map((week) => dateText(week.day)),
    values: weeks.map(({ right }) => right),
    wholes: weeks.map(({ all }) => all),
    unit: words.rightUnit,
    wholeUnit: words.allUnit,
    words: words.trendWords(last.right, last.all),
    of: words.week,
  });
  return panel(words.trend, chart);
}

export function forecastPanel({ day, forecast }: Study): HTMLElement {
  const sum = forecast.reduce((total, count) => total + count, 0);
  if (sum === 0) return panel(words.forecast, make("p", {}, words.noForecast));
  const chart = barChart({
    title: words.forecastTitle,
    labels: forecast.map((_, ahead) => dateText(day + ahead)),
    values: forecast,
    unit: words.forecastUnit,
    words: words.forecastWords(sum),
    of: words.day,
  });
  return panel(words.forecast, chart);
}

function dateText(at: number): string {
  const { month, day } = dateOf(at);
  return words.monthDay(month, day);
}
