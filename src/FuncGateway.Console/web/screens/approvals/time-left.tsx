import { exact, inWords, useNow } from "../../parts/time";

/** How much time is left until then, counting down. */
export function TimeLeft({ until }: { until: string }) {
  const end = new Date(until);
  const left = end.getTime() - useNow();
  return (
    <time dateTime={until} title={exact(end)} class={left < 60_000 ? "time-left soon" : "time-left"}>
      {left > 0 ? countdown(left) : "no time left"}
    </time>
  );
}

// Minutes with seconds below an hour, so that it is seen to count.
function countdown(left: number): string {
  const seconds = Math.ceil(left / 1000);
  if (seconds >= 3600) {
    return inWords(left);
  }
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`;
}
