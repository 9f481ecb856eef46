import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { Disclosure } from "./disclosure.ts";
import { Table } from "./table.ts";

export interface ChartPoint {
  /** Day or other step, ready to read. */
  label: string;
  /** For the height of the bar only; the words carry the exact figure. */
  value: number;
  /** The exact figure with its unit. */
  words: string;
}

export interface ChartProps {
  title: string;
  points: readonly ChartPoint[];
  /** Headings of the table under the drawing. */
  labelHeading: string;
  valueHeading: string;
}

const HEIGHT = 100;
const STEP = 10;
const BAR = 7;
/** A day with something sold is never invisible. */
const LEAST_BAR = 1.5;

/** Bars drawn on the server, and the same figures as a table. */
export function Chart({ title, points, labelHeading, valueHeading }: ChartProps): Html {
  const most = Math.max(1, ...points.map((point) => point.value));
  const width = Math.max(1, points.length) * STEP;
  return html`<figure class="chart">
    <figcaption class="chart-title">${title}</figcaption>
    <svg class="chart-drawing" viewBox=${`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      ${points.map((point, index) => bar(point, index, most, index === points.length - 1))}
      <line class="chart-ground" x1="0" x2=${width} y1=${HEIGHT} y2=${HEIGHT} />
    </svg>
    <div class="chart-ends" aria-hidden="true"><span>${points[0]?.label}</span><span>${points.at(-1)?.label}</span></div>
    ${Disclosure({ summary: usePage().t("chrome.chart.table"), children: figures({ title, points, labelHeading, valueHeading }) })}
  </figure>`;
}

function bar(point: ChartPoint, index: number, most: number, isLatest: boolean): Html {
  const height = point.value <= 0 ? 0 : Math.max(LEAST_BAR, (point.value / most) * HEIGHT);
  return html`<rect class="chart-bar" data-latest=${isLatest ? "" : undefined} x=${index * STEP + (STEP - BAR) / 2} y=${HEIGHT - height}
    width=${BAR} height=${height}><title>${point.label}: ${point.words}</title></rect>`;
}

function figures({ title, points, labelHeading, valueHeading }: ChartProps): Html {
  return Table({
    caption: title,
    columns: [
      { label: labelHeading, cell: (point: ChartPoint) => point.label, isName: true },
      { label: valueHeading, cell: (point: ChartPoint) => point.words, align: "end" },
    ],
    rows: points,
  });
}
