import { Badge } from "../../parts/badges";
import { Copyable } from "../../parts/copy";
import { Text } from "../../parts/text";
import { addressOfPolicy } from "../servers/model";
import { addressOfTool } from "../servers/tool-list";
import { type Flow, jsonToCopy, type StackServer } from "./model";

const legs = [
  ["untrustedContent", "Reads what others may have written"],
  ["privateData", "Reads what is not for everybody"],
  ["wayOut", "Can carry data to others"],
] as const;

const shownAtMost = 50;

/** The three legs of a toxic flow with their tools, and what breaks it. */
export function FlowView({ flow, servers }: { flow: Flow; servers: readonly StackServer[] }) {
  const narrowest = legs.find(([key]) => key === flow.narrowest)?.[1];
  return (
    <>
      {flow.isComplete ? (
        <p class="note warn">
          <strong>All three legs are there.</strong> What somebody else wrote can tell the agent to fetch something private and to send it
          away.
        </p>
      ) : (
        <p>Not all three legs are there without a person who decides.</p>
      )}
      <div class="cards">
        {legs.map(([key, label]) => (
          <section key={key} class="card">
            <h4>{label}</h4>
            {key === flow.narrowest && <Badge tone="info" sign="→" label="the narrowest leg" />}
            <Leg tools={flow[key]} />
          </section>
        ))}
      </div>
      {narrowest && flow.breaks.length > 0 && (
        <>
          <h4>How to break it</h4>
          <p>
            The fewest rules are needed at “{narrowest}”. Add this to the policies, so that a person decides about each of these calls. What
            a rule has already stays.
          </p>
          {flow.breaks.map(each => (
            <Break key={each.server} of={each} policy={servers.find(server => server.server === each.server)?.policy ?? null} />
          ))}
        </>
      )}
    </>
  );
}

function Leg({ tools }: { tools: Flow["wayOut"] }) {
  if (tools.length === 0) {
    return <p class="hint">No tool.</p>;
  }
  return (
    <ul>
      {tools.slice(0, shownAtMost).map(tool => (
        <li key={`${tool.server} ${tool.tool}`}>
          {tool.server} ·{" "}
          <a href={addressOfTool(tool.server, tool.tool)}>
            <Text value={tool.tool} fold={100} isCut />
          </a>
          : <Text value={tool.why} fold={200} />
          {tool.isHeld && (
            <>
              {" "}
              <Badge tone="info" sign="‖" label="held: a person decides" />
            </>
          )}
        </li>
      ))}
      {tools.length > shownAtMost && <li>and {(tools.length - shownAtMost).toLocaleString("en")} more</li>}
    </ul>
  );
}

function Break({ of: { server, add, leftOut }, policy }: { of: Flow["breaks"][number]; policy: string | null }) {
  return (
    <>
      <p>
        At {server}
        {policy && (
          <>
            , in the policy <a href={addressOfPolicy(server, policy)}>{policy}</a>
          </>
        )}
        :
      </p>
      <Copyable text={jsonToCopy(add)} label={`what to add at ${server}`} />
      {leftOut.length > 0 && (
        <p class="hint">
          Names that cannot be written as a rule are left out: <Text value={leftOut.join(", ")} />
        </p>
      )}
    </>
  );
}
