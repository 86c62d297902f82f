import { Badge, VerdictBadge } from "./badges";

export interface VerdictCounts {
  allow: number;
  deny: number;
  hold: number;
  limited: number;
  hidden: number;
  /** Of the allowed ones: those of which it is unknown how they ended. They are counted when that is known, perhaps in a later hour. */
  unknown: number;
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
      {counts.unknown > 0 && <Badge tone="warn" sign="?" label={`${counts.unknown.toLocaleString("en")} with unknown outcome`} />}
      {some.length === 0 && counts.unknown === 0 && "none"}
    </span>
  );
}
