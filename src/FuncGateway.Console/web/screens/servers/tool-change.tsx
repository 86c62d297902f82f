import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { orNull } from "../../api/problem";
import { ActionButton, useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { LineDiff } from "../../parts/line-diff";
import { Show } from "../../parts/states";
import { Time } from "../../parts/time";
import { useApi, useSession } from "../../session/session";
import { addressOf, type Server, type Tool, type ToolsView } from "./model";

interface ToolChangeProps {
  server: Server;
  tool: Tool;
  view: ToolsView;
  onChanged: () => void;
}

/** A definition that nobody has accepted: what differs, and accepting it. */
export function ToolChange({ server, tool, view, onChanged }: ToolChangeProps) {
  const session = useSession();
  const api = useApi();
  const found = server.changes?.find(change => change.tool === tool.name)?.at;
  const isInSnapshot = found === undefined || found <= view.at;
  const accept = useAction(async () => {
    const options = { params: { server: server.id, tool: tool.name }, query: { fingerprint: tool.fingerprint } };
    await api.write("post", "/api/servers/{server}/tools/{tool}/accept", options);
    onChanged();
  });

  return (
    <section class="note warn" aria-label="Not accepted">
      <h3>{tool.state === "new" ? "New: nobody has accepted it" : "Changed since it was accepted"}</h3>
      <p>
        {found && (
          <>
            Found <Time at={found} />.{" "}
          </>
        )}
        {server.onChange === "hide" && tool.state === "changed"
          ? "It is neither listed nor callable until it is accepted."
          : "Agents see it as far as their policies allow."}
      </p>
      {!isInSnapshot ? (
        <p>An agent was shown another definition after the newest snapshot was taken. Scan the server to see and accept it.</p>
      ) : (
        <>
          {tool.state === "changed" && <Compared server={server.id} tool={tool} />}
          {session.may("writePolicies") ? (
            <>
              <ActionButton action={accept} class="main">
                Accept this definition
              </ActionButton>
              <CommandLine command={fgw.toolsAccept(server.id, tool.name)} />
            </>
          ) : (
            <p class="hint">To accept it, the role Admin or PolicyManager is needed.</p>
          )}
        </>
      )}
    </section>
  );
}

/** The difference to the definition that people have accepted, however often it has changed since. */
function Compared({ server, tool }: { server: string; tool: Tool }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) =>
      orNull(api.get("/api/servers/{server}/tools/{tool}/accepted", { params: { server, tool: tool.name }, signal })),
    [api, server, tool.name],
  );
  return (
    <Show what="the accepted definition" of={useLoad(load)}>
      {accepted =>
        accepted === null ? (
          <p>
            No kept snapshot has the accepted definition. <a href={addressOf(server, "changes")}>Compare snapshots</a>
          </p>
        ) : (
          <>
            <p>
              Compared with the accepted definition, last seen in snapshot {accepted.snapshot}, <Time at={accepted.at} />.
            </p>
            <LineDiff before={json(accepted.definition)} after={json(tool.definition)} label="What has changed" />
          </>
        )
      }
    </Show>
  );
}

function json(definition: unknown): string {
  return JSON.stringify(definition, null, 2);
}
