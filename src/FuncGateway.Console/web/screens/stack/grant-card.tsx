import { Badge, ModeBadge, VerdictBadge } from "../../parts/badges";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { addressOf, addressOfPolicy } from "../servers/model";
import { FlowView } from "./flow";
import { matching, type ReachedTool, type StackFilter, type StackGrant, type StackServer, toolsOf, verdicts } from "./model";
import { ReachedTools } from "./reached-tools";

interface GrantCardProps {
  grant: StackGrant;
  filter: StackFilter;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** One grant: its servers and how many tools it may call; opened, each of them and the toxic flow. */
export function GrantCard({ grant, filter, open, onToggle }: GrantCardProps) {
  const tools = toolsOf(grant);
  return (
    <section class="card" aria-label={`Grant ${grant.label.slice(0, 100)}`}>
      <h2>
        <a href={`/ui/grants/${encodeURIComponent(grant.grant)}`}>
          <Text value={grant.label} fold={100} isCut />
        </a>
      </h2>
      <p class="badges">
        {verdicts.map(verdict => (
          <Count key={verdict} verdict={verdict} tools={tools} />
        ))}
        {grant.flow.isComplete && <Badge tone="bad" sign="!" label="toxic flow" />}
      </p>
      <ul>
        {grant.servers.map(server => (
          <li key={server.server}>
            <ReachedServer server={server} />
          </li>
        ))}
      </ul>
      <button type="button" aria-expanded={open} onClick={() => onToggle(!open)}>
        {open ? "Hide" : "Show"} tools and flow <span class="unseen">of {grant.label.slice(0, 100)}</span>
      </button>
      {open && (
        <>
          <h3>Tools</h3>
          <ReachedTools tools={matching(tools, filter)} all={tools.length} />
          <h3>Toxic flow</h3>
          <FlowView flow={grant.flow} servers={grant.servers} />
        </>
      )}
    </section>
  );
}

function Count({ verdict, tools }: { verdict: string; tools: readonly ReachedTool[] }) {
  const count = tools.filter(tool => tool.verdict === verdict).length;
  return count === 0 ? null : (
    <span>
      <VerdictBadge verdict={verdict} /> {count.toLocaleString("en")}
    </span>
  );
}

function ReachedServer({ server }: { server: StackServer }) {
  return (
    <>
      <a href={addressOf(server.server)}>{server.server}</a>{" "}
      {server.policy ? (
        <>
          under <a href={addressOfPolicy(server.server, server.policy)}>{server.policy}</a>
          {server.mode === "shadow" && (
            <>
              {" "}
              <ModeBadge mode={server.mode} /> (every tool can be called; the verdicts are what it would decide)
            </>
          )}
        </>
      ) : (
        "without a policy, so every call is denied"
      )}
      {server.scanned ? (
        <>
          , snapshot {server.snapshot} taken <Time at={server.scannedAt} />
        </>
      ) : (
        <>
          , <Badge tone="warn" sign="?" label="never scanned: its tools are unknown" />
        </>
      )}
    </>
  );
}
