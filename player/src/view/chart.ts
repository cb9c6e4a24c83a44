/** Charts: drawn with their numbers in them, said in words, and with the table behind them folded below. */

import { chartTexts } from "../texts/chart";
import { type Child, make, uniqueName } from "./dom";
import { percent, svg } from "./svg";
import { dataTable } from "./table";

export interface Chart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** The unit of the values, such as “份” or “%”. */
  readonly unit: string;
  /** The chart's content as text. */
  readonly words: string;
  /** What the labels are; the heading of their column in the table. */
  readonly of?: string;
  /** The maximum of the axis, if it does not follow from the values, such as 100. */
  readonly highest?: number;
}

/** Bars that are parts of larger ones. */
export interface PartsChart extends Chart {
  /** What each value is a part of. */
  readonly wholes: readonly number[];
  readonly wholeUnit: string;
}

/** The number of characters that fit beside each other on the narrowest screen. */
const CHARACTERS = 28;
/** The share of its place that a bar takes. */
const BAR = 0.7;
/** More points than these would touch. */
const MOST_POINTS = 31;
/** With more bars than this, the numbers above them need a smaller font. */
const LOOSE = 6;
/** The heights of a horizontal bar with its label above, in em. */
const ROW = { all: 2.9, label: 1.1, bar: 1.5, height: 0.9 };

/** Vertical bars, for a few short labels. */
export function barChart(chart: Chart): HTMLElement {
  const most = mostOf(chart);
  return figure(chart, [
    plot(
      ...chart.values.flatMap((value, place) => [
        bar("cq-chart-bar", chart, place, value / most),
        mark(chart, place, value / most, value > 0 ? String(value) : ""),
      ]),
      ...labels(chart),
    ),
  ]);
}

/** Vertical bars, filled as far as the values are parts of the wholes; the part in percent stands above. */
export function partsChart(chart: PartsChart): HTMLElement {
  const most = Math.max(1, ...chart.wholes);
  const bars = chart.wholes.flatMap((whole, place) => {
    const value = chart.values[place] ?? 0;
    return [
      bar("cq-chart-whole", chart, place, whole / most),
      bar("cq-chart-bar", chart, place, value / most),
      mark(chart, place, whole / most, whole > 0 ? String(Math.round((100 * value) / whole)) : ""),
    ];
  });
  return figure(chart, [plot(...bars, ...labels(chart))], [chart.wholeUnit, chart.wholes]);
}

/** Horizontal bars, for longer labels. */
export function rowChart(chart: Chart): HTMLElement {
  const most = mostOf(chart);
  const rows = chart.values.flatMap((value, place) => {
    const top = place * ROW.all;
    // Room for the number after the longest bar.
    const share = (0.85 * value) / most;
    return [
      svg("text", { class: "cq-chart-label", y: `${top + ROW.label}em` }, chart.labels[place]),
      svg("rect", {
        class: "cq-chart-bar",
        y: `${top + ROW.bar}em`,
        width: percent(share),
        height: `${ROW.height}em`,
      }),
      svg(
        "text",
        { class: "cq-chart-mark", x: percent(share), y: `${top + ROW.bar}em`, dx: "0.4em", dy: "0.8em" },
        String(value),
      ),
    ];
  });
  const drawing = svg("svg", { class: "cq-chart-rows" }, ...rows);
  drawing.style.height = `${ROW.all * chart.values.length}em`;
  return figure(chart, [drawing]);
}

/** A line chart of values over time. */
export function lineChart(chart: Chart): HTMLElement {
  const most = mostOf(chart);
  const { values } = chart;
  const points = values.map((value, place) => [middle(chart, place), 1 - value / most] as const);
  const path = points.map(([x, y], place) => `${place === 0 ? "M" : "L"}${100 * x} ${100 * y}`).join("");
  const line = svg("path", { class: "cq-chart-line", d: path, "vector-effect": "non-scaling-stroke" });
  const stretched = { viewBox: "0 0 100 100", preserveAspectRatio: "none", width: "100%", height: "100%" };
  const dots = points.map(([x, y]) =>
    svg("circle", { class: "cq-chart-point", cx: percent(x), cy: percent(y), r: 4 }),
  );
  const numbered = values.flatMap((value, place) =>
    isLabelled(chart, place) ? [mark(chart, place, value / most, String(value))] : [],
  );
  return figure(chart, [
    plot(
      svg("svg", { ...stretched, class: "cq-chart-stretched" }, line),
      ...(values.length <= MOST_POINTS ? dots : []),
      ...numbered,
      ...labels(chart),
    ),
  ]);
}

function mostOf({ values, highest }: Chart): number {
  return highest ?? Math.max(1, ...values);
}

/** The middle of a place along the axis, as a share of its length. */
function middle({ labels }: Chart, place: number): number {
  return (place + 0.5) / labels.length;
}

function bar(kind: string, chart: Chart, place: number, share: number): SVGElement {
  const width = BAR / chart.labels.length;
  return svg("rect", {
    class: kind,
    x: percent(middle(chart, place) - width / 2),
    y: percent(1 - share),
    width: percent(width),
    height: percent(share),
  });
}

/** A number above a bar or a point. */
function mark(chart: Chart, place: number, share: number, text: string): SVGElement {
  const at = { x: percent(middle(chart, place)), y: percent(1 - share), dy: "-0.5em" };
  return svg("text", { ...at, class: "cq-chart-mark", "text-anchor": "middle" }, text);
}

function labels(chart: Chart): readonly SVGElement[] {
  return chart.labels.flatMap((label, place) => {
    if (!isLabelled(chart, place)) return [];
    const at = { x: percent(middle(chart, place)), y: "100%", dy: "1.4em" };
    return [svg("text", { ...at, class: "cq-chart-label", "text-anchor": "middle" }, label)];
  });
}

/** Evenly spaced labels, as many as fit; the last place always has one. */
function isLabelled({ labels }: Chart, place: number): boolean {
  const longest = Math.max(1, ...labels.map(({ length }) => length));
  const most = Math.max(1, Math.floor(CHARACTERS / (longest + 1)));
  return (labels.length - 1 - place) % Math.ceil(labels.length / most) === 0;
}

function plot(...content: readonly Child[]): SVGElement {
  const axis = svg("line", { class: "cq-chart-axis", x1: "0", x2: "100%", y1: "100%", y2: "100%" });
  return svg("svg", { class: "cq-chart-drawing" }, ...content, axis);
}

/** A chart with its title, its words and its table; `more` is a further column of the table. */
function figure(
  chart: Chart,
  drawings: readonly Child[],
  ...more: readonly (readonly [string, readonly number[]])[]
): HTMLElement {
  const { title, labels, values, unit, words, of = chartTexts.item } = chart;
  const columns = [[unit, values] as const, ...more];
  const rows = labels.map((label, place) => [
    label,
    ...columns.map(([, column]) => String(column[place] ?? 0)),
  ]);
  const id = uniqueName();
  return make(
    "figure",
    { class: "cq-chart", "aria-labelledby": id },
    make("p", { class: "cq-chart-title", id }, title),
    make("div", { class: plotClass(chart), "aria-hidden": "true" }, ...drawings),
    make("figcaption", {}, words),
    chartData(chartTexts.data, dataTable([of, ...columns.map(([head]) => head)], rows)),
  );
}

function plotClass({ labels }: Chart): string {
  return labels.length > LOOSE ? "cq-chart-plot cq-chart-dense" : "cq-chart-plot";
}

/** The table behind a chart, folded. */
export function chartData(label: string, table: HTMLElement): HTMLElement {
  return make(
    "details",
    { class: "cq-chart-data cq-fold" },
    make("summary", {}, label),
    // It scrolls, so the keyboard must reach it.
    make("div", { class: "cq-chart-table", role: "group", "aria-label": label, tabindex: 0 }, table),
  );
}
