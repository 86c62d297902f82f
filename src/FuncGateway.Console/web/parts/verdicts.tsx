import { VerdictBadge } from "./badges";

export interface VerdictCounts {
  allow: number;
  deny: number;
  hold: number;
  limited: number;
  hidden: number;
}

const order = ["allow", "deny", "hidden", "limited", "hold"] as const;

/** How many calls had each verdict, without those that none had. */
export function Verdicts({ counts }: { counts: VerdictCounts }) {
  const some = order.filter(verdict => counts[verdict] > 0);
  return (
    <span class="verdicts">
      {some.map(verdict => (
        <VerdictBadge key={verdict} verdict={verdict} count={counts[verdict]} />
      ))}
      {some.length === 0 && "none"}
    </span>
  );
}
