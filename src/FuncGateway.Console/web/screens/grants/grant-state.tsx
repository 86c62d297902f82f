import { Badge } from "../../parts/badges";

const states: Record<string, { sign: string; tone: string }> = {
  live: { sign: "✓", tone: "good" },
  expired: { sign: "◷", tone: "warn" },
  revoked: { sign: "✕", tone: "bad" },
};

export function GrantState({ state }: { state: string }) {
  const known = states[state] ?? { sign: "•", tone: "plain" };
  return <Badge tone={known.tone} sign={known.sign} label={state} />;
}
