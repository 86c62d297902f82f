import { useEffect, useRef, useState } from "preact/hooks";

export interface BarSeries {
  label: string;
  /** The custom property of the theme that has its colour. */
  colour: string;
  values: readonly number[];
}

interface StackedBarsProps {
  /** What the chart shows, for people who cannot see it. */
  label: string;
  /** When each bar begins, in seconds since 1970, at equal distances. */
  times: readonly number[];
  /** From the bottom of the bars to their top. */
  series: readonly BarSeries[];
}

/** Stacked bars over time, with the numbers of the bar under the pointer and all of them as a table. */
export function StackedBars({ label, times, series }: StackedBarsProps) {
  const host = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let remove: (() => void) | undefined;
    let isGone = false;
    import("./chart-bars").then(
      ({ drawBars }) => {
        if (host.current && !isGone) {
          remove = drawBars(host.current, times, series, setPointed);
        }
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
      remove?.();
    };
  }, [times, series]);

  return (
    <figure class="chart">
      <div ref={host} role="img" aria-label={`${label}. The numbers are in the table below.`} class="plot" />
      {failed && <p class="hint">The chart could not be loaded. Its numbers are in the table below.</p>}
      <figcaption>
        <ul class="legend">
          {series.map(({ label: name, colour, values }) => (
            <li key={name}>
              <span class={`swatch ${colour.slice(2)}`} aria-hidden="true" /> {name}
              {pointed !== null && `: ${(values[pointed] ?? 0).toLocaleString("en")}`}
            </li>
          ))}
          <li class="hint">{pointed === null ? "" : hourText(times[pointed] ?? 0)}</li>
        </ul>
        <details>
          <summary>The same as a table</summary>
          <Numbers label={label} times={times} series={series} />
        </details>
      </figcaption>
    </figure>
  );
}

function Numbers({ label, times, series }: StackedBarsProps) {
  return (
    <table>
      <caption class="unseen">{label}</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          {series.map(each => (
            <th key={each.label} scope="col" class="number">
              {each.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((time, index) => (
          <tr key={time}>
            <th scope="row" data-head="From">
              {hourText(time)}
            </th>
            {series.map(each => (
              <td key={each.label} data-head={each.label} class="number">
                {(each.values[index] ?? 0).toLocaleString("en")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function hourText(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
}
