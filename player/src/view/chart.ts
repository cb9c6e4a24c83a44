/**
 * Charts, each also as text and as a table.
 *
 * They are drawn once at a fixed size and scaled by the style sheet: so they are correct while hidden and on paper,
 * and resizing needs no work.
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
  /** The unit of the values, such as “份” or “%”. */
  readonly unit: string;
  /** The chart's content as text. */
  readonly words: string;
  /** What the labels are; the heading of their column in the table. */
  readonly of?: string;
  /** The maximum of the axis, if it does not follow from the values, such as 100. */
  readonly highest?: number;
}

const WIDTH = 360;
const HEIGHT = 200;
/** The height of a horizontal bar. */
const ROW = 30;
/** The most labels that fit along the axis. */
const MOST_LABELS = 7;

const CLASSES = {
  label: "cq-chart-label",
  bar: "cq-chart-bar",
  line: "cq-chart-line",
  point: "cq-chart-point",
  grid: "cq-chart-grid",
};

/** Vertical bars, for a few short labels. */
export function barChart(chart: Chart): HTMLElement {
  return figure(
    chart,
    (plot) =>
      new BarChart(plot, dataOf(chart), { ...common(chart), axisX: { ...HORIZONTAL, ...some(chart) } }),
  );
}

/** Horizontal bars, for longer labels. */
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

/** A line chart of values over time. */
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

/** Evenly spaced labels, as many as fit. */
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
  // Otherwise it redraws on every resize, and keeps charts that have left the page in memory.
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

/** A strict content security policy refuses style attributes, but not styles set as properties. */
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
