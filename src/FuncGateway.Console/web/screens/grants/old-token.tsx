import { Exact, relative, useNow } from "../../parts/time";

/** How long the token before the last rotation works. */
export function OldToken({ until }: { until: string | null }) {
  const now = useNow();
  if (!until || Date.parse(until) <= now) {
    return <p>The old token does not work any more.</p>;
  }
  return (
    <p>
      The old token works until <Exact at={until} /> ({relative(Date.parse(until) - now)}).
    </p>
  );
}
