import { useMemo } from "preact/hooks";
import { type BarSeries, StackedBars } from "../../parts/chart";
import type { Overview } from "../../session/overview";

type Hour = Overview["hours"][number];

const kinds: readonly (readonly [string, string, (hour: Hour) => number])[] = [
  ["allowed", "--good", hour => Math.max(0, hour.allow - hour.unknown)],
  ["denied or hidden", "--bad", hour => hour.deny + hour.hidden],
  ["limited", "--warn", hour => hour.limited],
  ["held", "--info", hour => hour.hold],
  ["unknown outcome", "--muted", hour => hour.unknown],
];

/** The calls of the last 24 hours, hour by hour. */
export function CallsChart({ hours }: { hours: readonly Hour[] }) {
  const [times, series] = useMemo((): [number[], BarSeries[]] => {
    const shown = kinds.map(([label, colour, count]) => ({ label, colour, values: hours.map(count) }));
    return [hours.map(hour => Date.parse(hour.from) / 1000), shown];
  }, [hours]);
  return (
    <section aria-labelledby="calls-by-hour">
      <h2 id="calls-by-hour">Calls by hour</h2>
      <StackedBars label="Calls of the last 24 hours by hour and verdict" times={times} series={series} />
    </section>
  );
}
