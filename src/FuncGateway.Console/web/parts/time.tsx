import { useEffect, useState } from "preact/hooks";

const ticks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The present time in milliseconds, again every second while the page is visible. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = () => setNow(Date.now());
    ticks.add(tick);
    timer ??= setInterval(() => {
      if (!document.hidden) {
        for (const each of ticks) {
          each();
        }
      }
    }, 1000);
    return () => {
      ticks.delete(tick);
      if (ticks.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return now;
}

/** A time, relative to now, with the exact one as a tooltip. */
export function Time({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (!at) {
    return <span>never</span>;
  }
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)}>
      {relative(date.getTime() - now)}
    </time>
  );
}

/** A time as date and time of day, in the time zone of the browser. */
export function Exact({ at }: { at: string }) {
  return <time dateTime={at}>{exact(new Date(at))}</time>;
}

export function exact(date: Date): string {
  return date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}

/** Such as `in 9 min` or `3 h ago`, rounded to the nearest. */
export function relative(difference: number): string {
  const words = inWords(Math.abs(difference), Math.round);
  return Math.abs(difference) < 1500 ? "now" : difference > 0 ? `in ${words}` : `${words} ago`;
}

/** A span of time in one unit. Rounded down unless it is said otherwise: what is left of a time is not overstated. */
export function inWords(milliseconds: number, round = Math.floor): string {
  const seconds = round(milliseconds / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 2 * 3600) {
    return `${round(seconds / 60)} min`;
  }
  return seconds < 2 * 86_400 ? `${round(seconds / 3600)} h` : `${round(seconds / 86_400)} days`;
}
