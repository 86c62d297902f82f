import { Badge } from "../../parts/badges";
import { states } from "./words";

export function StateBadge({ state }: { state: string }) {
  const known = states[state];
  return known ? <Badge tone={known.tone} sign={known.sign} label={known.label} /> : <Badge tone="plain" label={state} />;
}
