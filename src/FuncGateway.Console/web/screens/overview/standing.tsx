import type { ComponentChildren } from "preact";
import { Badge } from "../../parts/badges";
import { counted } from "../../parts/counted";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { type VerdictCounts, Verdicts } from "../../parts/verdicts";
import type { Overview } from "../../session/overview";

/** The numbers and states that fit on one card each. */
export function Standing({ overview }: { overview: Overview }) {
  return (
    <div class="cards">
      <Card title="This hour and the one before">
        <Calls counts={overview.lastHour} />
      </Card>
      <Card title="Last 24 hours">
        <Calls counts={overview.last24Hours} />
      </Card>
      <Card title="Approvals">
        <Pending count={overview.pendingApprovals} />
      </Card>
      <Card title="Audit log">
        <Audit audit={overview.audit} />
      </Card>
      <Card title="Freeze switch">
        <Freeze frozen={overview.frozen} />
      </Card>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Calls({ counts }: { counts: VerdictCounts }) {
  const sum = counts.allow + counts.deny + counts.hold + counts.limited + counts.hidden;
  return (
    <>
      <p>
        <strong class="big">{sum.toLocaleString("en")}</strong> {sum === 1 ? "call" : "calls"}
      </p>
      {sum > 0 && <Verdicts counts={counts} />}
      <p class="hint">Counts may be a little late.</p>
    </>
  );
}

// The API counts up to this.
const countedUpTo = 1000;

function Pending({ count }: { count: number }) {
  if (count === 0) {
    return <p>Nothing waits for a decision.</p>;
  }
  return (
    <p>
      <a href="/ui/approvals">
        <strong class="big">{count >= countedUpTo ? `${countedUpTo.toLocaleString("en")} or more` : count}</strong>{" "}
        {count === 1 ? "approval waits" : "approvals wait"}
      </a>
    </p>
  );
}

function Audit({ audit }: { audit: Overview["audit"] }) {
  if (!audit) {
    return (
      <p>
        Not verified yet. <a href="/ui/activity">Verify it in Activity</a>.
      </p>
    );
  }
  return (
    <>
      <p>
        {audit.ok ? <Badge tone="good" sign="✓" label="clean" /> : <Badge tone="bad" sign="✕" label={counted(audit.problems, "problem")} />}{" "}
        {audit.records.toLocaleString("en")} records
      </p>
      <p>
        Verified <Exact at={audit.verifiedAt} />
        {!audit.ok && (
          <>
            {". "}
            <a href="/ui/activity">See them in Activity</a>
          </>
        )}
      </p>
    </>
  );
}

function Freeze({ frozen }: { frozen: Overview["frozen"] }) {
  return (
    <>
      <p>
        {frozen ? (
          <>
            <Badge tone="bad" sign="✕" label="on: all calls are stopped" /> since <Exact at={frozen.since} /> by{" "}
            <Text value={frozen.by} fold={80} />
          </>
        ) : (
          <Badge tone="good" sign="✓" label="off: the policies decide" />
        )}
      </p>
      <p>
        <a href="/ui/settings">Settings</a>
      </p>
    </>
  );
}
