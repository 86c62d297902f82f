import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { Empty, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import { Entries, EntryPage, useNamedEntry } from "./entries";
import { Taken } from "./tools";

/** The resources and resource templates of the newest snapshot: the lists, or one entry if the address names it. */
export function Resources({ server }: { server: string }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/resources", { params: { server }, signal }),
    [api, server],
  );
  const resources = useLoad(load);
  if (resources.problem?.kind === "notFound") {
    return <Empty>This server has not been scanned yet, so its resources are unknown. Scan it to see them.</Empty>;
  }
  return (
    <Show what="the resources" of={resources}>
      {view => <Loaded server={server} view={view} />}
    </Show>
  );
}

function Loaded({ server, view }: { server: string; view: Reply<"/api/servers/{server}/resources", "get"> }) {
  const named = useNamedEntry([
    ["uri", view.items],
    ["uriTemplate", view.templates],
  ]);
  if (named) {
    return <EntryPage server={server} tab="resources" {...named} />;
  }
  return (
    <>
      <Taken snapshot={view.snapshot} at={view.at} />
      {view.warnings.map(warning => (
        <p key={warning} class="note warn">
          A list was not read to its end. <Text value={warning} />
        </p>
      ))}
      <h2>Resources</h2>
      {view.items.length === 0 ? (
        <Empty>This server lists no resources.</Empty>
      ) : (
        <Entries label="Resources" server={server} tab="resources" entries={view.items} id="uri" />
      )}
      <h2>Resource templates</h2>
      {view.templates.length === 0 ? (
        <Empty>This server lists no resource templates.</Empty>
      ) : (
        <Entries label="Resource templates" server={server} tab="resources" entries={view.templates} id="uriTemplate" />
      )}
    </>
  );
}
