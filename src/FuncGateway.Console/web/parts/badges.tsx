import { Text } from "./text";

// Each has a sign of its own beside its colour.
const verdicts: Record<string, { label: string; sign: string; tone: string }> = {
  allow: { label: "allowed", sign: "✓", tone: "good" },
  deny: { label: "denied", sign: "✕", tone: "bad" },
  hidden: { label: "hidden", sign: "∅", tone: "bad" },
  limited: { label: "limited", sign: "≋", tone: "warn" },
  hold: { label: "held", sign: "‖", tone: "info" },
};

/** A verdict; with a count, how many calls had it. */
export function VerdictBadge({ verdict, count }: { verdict: string; count?: number }) {
  const { label, sign, tone } = verdicts[verdict] ?? { label: verdict, sign: "•", tone: "plain" };
  return <Badge tone={tone} sign={sign} label={count === undefined ? label : `${count.toLocaleString("en")} ${label}`} />;
}

/** What a call would have been if the policy, which is in shadow mode, were enforced. */
export function WouldBeBadge({ verdict }: { verdict: string }) {
  return <Badge tone="warn" sign="◌" label={`would be ${verdicts[verdict]?.label ?? verdict}`} />;
}

/** Marks a policy in shadow mode: what it would decide is recorded, and nothing is enforced. Shows nothing for other policies. */
export function ModeBadge({ mode }: { mode: string | null | undefined }) {
  return mode === "shadow" ? <Badge tone="warn" sign="◌" label="shadow, not enforced" /> : null;
}

const classes: Record<string, { sign: string; tone: string }> = {
  read: { sign: "○", tone: "good" },
  write: { sign: "✎", tone: "info" },
  execute: { sign: "▶", tone: "warn" },
  destructive: { sign: "✖", tone: "bad" },
  financial: { sign: "$", tone: "bad" },
};

/** The class of a tool. `certain` is false where the classifier's evidence is not clear. */
export function ClassBadge({ toolClass, certain = true }: { toolClass: string; certain?: boolean }) {
  const known = classes[toolClass] ?? { sign: "?", tone: "plain" };
  return <Badge tone={known.tone} sign={known.sign} label={certain ? toolClass : `${toolClass}, not certain`} />;
}

/** A short word with a sign and a tone: `good`, `bad`, `warn`, `info` or `plain`. */
export function Badge({ tone, sign, label }: { tone: string; sign?: string; label: string }) {
  return (
    <span class={`badge ${tone}`}>
      {sign && <span aria-hidden="true">{sign}</span>}
      <Text value={label} fold={60} isCut />
    </span>
  );
}
