import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { ActionButton, useAction } from "../../parts/action";
import { Show } from "../../parts/states";
import { Time } from "../../parts/time";
import { useApi, useSession } from "../../session/session";
import { Differences } from "./differences";
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
          {tool.state === "changed" && found !== undefined && <Compared server={server.id} tool={tool.name} found={found} view={view} />}
          {session.may("writePolicies") ? (
            <ActionButton action={accept} class="main">
              Accept this definition
            </ActionButton>
          ) : (
            <p class="hint">To accept it, the role Admin or PolicyManager is needed.</p>
          )}
        </>
      )}
    </section>
  );
}

interface ComparedProps {
  server: string;
  tool: string;
  found: string;
  view: ToolsView;
}

/** The difference to the last snapshot before the present definition was found. */
function Compared({ server, tool, found, view }: ComparedProps) {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const snapshots = (await api.get("/api/servers/{server}/snapshots", { params: { server }, signal })).items;
      const before = snapshots.find(each => each.at < found);
      if (!before) {
        return null;
      }
      const params = { server, earlier: before.number, later: view.snapshot };
      const { items } = await api.get("/api/servers/{server}/snapshots/{earlier}/diff/{later}", { params, signal });
      return { before, differences: items.filter(each => each.kind === "tool" && each.name === tool) };
    },
    [api, server, tool, found, view.snapshot],
  );
  return (
    <Show what="the difference" of={useLoad(load)}>
      {compared =>
        compared === null || compared.differences.length === 0 ? (
          <p>
            No kept snapshot shows the definition from before. <a href={addressOf(server, "changes")}>Compare snapshots</a>
          </p>
        ) : (
          <>
            <p>
              Compared with snapshot {compared.before.number}, the last one before: <Time at={compared.before.at} />.
            </p>
            <Differences differences={compared.differences} label="What has changed" />
          </>
        )
      }
    </Show>
  );
}
