import { useCallback } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useLoad } from "../../api/poll";
import { Empty, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { useApi } from "../../session/session";
import { addressOf, type Server } from "./model";
import { usePolicyColumn } from "./policy-column";
import { loadCalls } from "./tool-calls";
import { useToolFilter } from "./tool-filter";
import { ToolList } from "./tool-list";
import { ToolPage } from "./tool-page";

/** The tools of the newest snapshot: the list, or one of them if the address names it. */
export function Tools({ server, onChanged }: { server: Server; onChanged: () => void }) {
  const api = useApi();
  const { query } = useLocation();
  const filter = useToolFilter(query.show === "changes" ? "changes" : "all");
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/tools", { params: { server: server.id }, signal }),
    [api, server.id],
  );
  const loadUsed = useCallback((signal: AbortSignal) => loadCalls(api, server.id, signal), [api, server.id]);
  const column = usePolicyColumn(server.id);
  const tools = useLoad(load);
  const calls = useLoad(loadUsed).data;

  if (tools.problem?.kind === "notFound" && !tools.data) {
    return <Empty>This server has not been scanned yet, so its tools are unknown. Scan it to see them.</Empty>;
  }
  return (
    <Show what="the tools" of={tools}>
      {view => {
        const changed = () => {
          tools.refresh();
          column?.refresh();
          onChanged();
        };
        if (query.tool === undefined) {
          return (
            <>
              <Taken snapshot={view.snapshot} at={view.at} stopped={view.stopped} />
              <ToolList server={server.id} tools={view.items} calls={calls} filter={filter} column={column} />
            </>
          );
        }
        const tool = view.items.find(each => each.name === query.tool);
        return tool ? (
          <ToolPage key={tool.name} server={server} tool={tool} view={view} calls={calls} onChanged={changed} />
        ) : (
          <Empty>
            Snapshot {view.snapshot} has no tool <Text value={query.tool} fold={120} />. <a href={addressOf(server.id)}>All tools</a>
          </Empty>
        );
      }}
    </Show>
  );
}

/** Which snapshot is shown, and why its list is not complete if it is not. */
export function Taken({ snapshot, at, stopped }: { snapshot: number; at: string; stopped?: string | null | undefined }) {
  return (
    <>
      <p class="hint">
        Snapshot {snapshot}, <Exact at={at} />
      </p>
      {stopped && (
        <p class="note warn">
          The list was not read to its end. <Text value={stopped} />
        </p>
      )}
    </>
  );
}
