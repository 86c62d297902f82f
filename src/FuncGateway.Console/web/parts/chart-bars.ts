import uPlot from "uplot";
import type { BarSeries } from "./chart";

const height = 200;

/**
 * Draws stacked bars into an element that fills its width, again when the width or the theme changes.
 * @param onPointed Gets the index of the bar under the pointer, or null.
 * @returns What removes them.
 */
export function drawBars(
  host: HTMLElement,
  times: readonly number[],
  series: readonly BarSeries[],
  onPointed: (index: number | null) => void,
): () => void {
  let plot: uPlot | undefined;

  function draw() {
    plot?.destroy();
    const style = getComputedStyle(document.documentElement);
    plot = new uPlot(
      optionsOf(host.clientWidth, times, series, name => style.getPropertyValue(name).trim(), onPointed),
      stacked(times, series),
      host,
    );
  }

  const width = new ResizeObserver(() => {
    if (plot && host.clientWidth !== plot.width && host.clientWidth > 0) {
      plot.setSize({ width: host.clientWidth, height });
    }
  });
  const theme = new MutationObserver(draw);
  const system = matchMedia("(prefers-color-scheme: dark)");

  draw();
  width.observe(host);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", draw);
  return () => {
    width.disconnect();
    theme.disconnect();
    system.removeEventListener("change", draw);
    plot?.destroy();
  };
}

// The sums from the bottom up, the highest first: each lower one is drawn over it.
function stacked(times: readonly number[], series: readonly BarSeries[]): uPlot.AlignedData {
  const sums: number[][] = [];
  let below: readonly number[] = times.map(() => 0);
  for (const { values } of series) {
    const sum = below.map((each, index) => each + (values[index] ?? 0));
    sums.unshift(sum);
    below = sum;
  }
  return [[...times], ...sums];
}

function optionsOf(
  width: number,
  times: readonly number[],
  series: readonly BarSeries[],
  colourOf: (property: string) => string,
  onPointed: (index: number | null) => void,
): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.85, 60], align: 1 });
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  const axis = { stroke: colourOf("--muted"), font: "12px system-ui, sans-serif", ticks: { show: false } };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => [times[0] ?? 0, (times.at(-1) ?? 0) + step] },
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.05)] },
    },
    axes: [
      { ...axis, grid: { show: false }, values: (_, splits) => splits.map(timeOfDay) },
      { ...axis, grid: { stroke: colourOf("--line"), width: 1 }, size: 48, values: (_, splits) => splits.map(whole) },
    ],
    series: [
      {},
      ...[...series].reverse().map(each => ({
        label: each.label,
        fill: colourOf(each.colour),
        stroke: colourOf(each.colour),
        width: 0,
        paths: bars,
        points: { show: false },
      })),
    ],
    hooks: {
      setCursor: [
        plot => {
          const left = plot.cursor.left ?? -1;
          const index = left < 0 ? -1 : Math.floor((plot.posToVal(left, "x") - (times[0] ?? 0)) / step);
          onPointed(index >= 0 && index < times.length ? index : null);
        },
      ],
    },
  };
}

function timeOfDay(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

// Calls are counted in whole numbers, so no line is named between them.
function whole(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : "";
}
