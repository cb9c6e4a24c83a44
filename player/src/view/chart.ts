/**
 * Charts, each with the same in words and as a table.
 *
 * They are drawn once, to a size of their own that the style sheet scales: so they come out right while hidden and
 * on paper, and nothing is left to do when the window changes.
 */

import { BarChart, type BaseChart, LineChart, Svg } from "chartist";
import { chartTexts } from "../texts/chart";
import { make, uniqueName } from "./dom";
import { dataTable } from "./table";

allowStyles();

export interface Chart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** What the values count, such as “份” or “%”. */
  readonly unit: string;
  /** What the chart shows, for those who do not see it. */
  readonly words: string;
  /** What the labels name; heads their column in the table. */
  readonly of?: string;
  /** The highest value of the axis where it does not follow from the values, such as 100. */
  readonly highest?: number;
}

const WIDTH = 360;
const HEIGHT = 200;
/** The height of one bar that lies. */
const ROW = 30;
/** No more labels than this have room along the axis. */
const MOST_LABELS = 7;

const CLASSES = {
  label: "cq-chart-label",
  bar: "cq-chart-bar",
  line: "cq-chart-line",
  point: "cq-chart-point",
  grid: "cq-chart-grid",
};

/** Standing bars, for a few short labels. */
export function barChart(chart: Chart): HTMLElement {
  return figure(
    chart,
    (plot) =>
      new BarChart(plot, dataOf(chart), { ...common(chart), axisX: { ...HORIZONTAL, ...some(chart) } }),
  );
}

/** Bars that lie below one another, for longer labels. */
export function rowChart(chart: Chart): HTMLElement {
  const height = ROW * chart.values.length + 40;
  // Drawn from the bottom up.
  const upwards = {
    ...chart,
    labels: [...chart.labels].reverse(),
    values: [...chart.values].reverse(),
  };
  return figure(
    chart,
    (plot) =>
      new BarChart(plot, dataOf(upwards), {
        ...common(chart, height),
        horizontalBars: true,
        axisX: { onlyInteger: true, scaleMinSpace: 30, offset: 30 },
        axisY: { offset: 150, showGrid: false },
      }),
  );
}

/** A line through values that follow one another in time. */
export function lineChart(chart: Chart): HTMLElement {
  return figure(
    chart,
    (plot) =>
      new LineChart(plot, dataOf(chart), {
        ...common(chart),
        axisX: { ...HORIZONTAL, ...some(chart) },
        lineSmooth: false,
        showPoint: true,
      }),
  );
}

const HORIZONTAL = { showGrid: false, offset: 30 };

/** Labels at even steps, as many as have room. */
function some({ labels }: Chart) {
  const step = Math.ceil(labels.length / MOST_LABELS);
  const shown = (label: unknown, place: number) => (place % step === 0 ? String(label) : null);
  return { labelInterpolationFnc: shown };
}

function common({ highest }: Chart, height = HEIGHT) {
  return {
    viewBox: { width: WIDTH, height },
    width: "100%",
    height: "100%",
    low: 0,
    ...(highest !== undefined && { high: highest }),
    chartPadding: { top: 12, right: 36, bottom: 0, left: 0 },
    axisY: { onlyInteger: true, offset: 40, scaleMinSpace: 28 },
    classNames: CLASSES,
  };
}

function dataOf({ labels, values }: Chart) {
  return { labels: [...labels], series: [[...values]] };
}

function figure(chart: Chart, draw: (plot: HTMLElement) => BaseChart): HTMLElement {
  const { title, labels, values, unit, words, of = chartTexts.item } = chart;
  const plot = make("div", { class: "cq-chart-plot", "aria-hidden": "true" });
  const drawn = draw(plot);
  // It would draw again whenever the window changes, and keep every chart that has left the page.
  drawn.on("created", () => setTimeout(() => drawn.detach()));
  const rows = labels.map((label, place) => [label, String(values[place] ?? 0)]);
  const id = uniqueName();
  return make(
    "figure",
    { class: "cq-chart", "aria-labelledby": id },
    make("p", { class: "cq-chart-title", id }, title),
    plot,
    make("figcaption", {}, words),
    make(
      "details",
      { class: "cq-chart-data cq-fold" },
      make("summary", {}, chartTexts.data),
      dataTable([of, unit], rows),
    ),
  );
}

/** A strict policy refuses style attributes; the same styles, set as properties, are no text to be refused. */
function allowStyles(): void {
  const attr = Svg.prototype.attr as (this: Svg, ...given: unknown[]) => unknown;
  Svg.prototype.attr = function (this: Svg, ...given: unknown[]) {
    const [attributes, ...more] = given;
    if (typeof attributes !== "object" || attributes === null || !("style" in attributes)) {
      return attr.apply(this, given);
    }
    const { style, ...others } = attributes;
    this.getNode<SVGElement>().style.cssText = String(style);
    return attr.call(this, others, ...more);
  } as typeof Svg.prototype.attr;
}
