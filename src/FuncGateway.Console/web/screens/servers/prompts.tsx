import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { Entries, EntryPage, useNamedEntry } from "./entries";
import { Taken } from "./tools";

/** The prompts of the newest snapshot: the list, or one of them if the address names it. */
export function Prompts({ server }: { server: string }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/prompts", { params: { server }, signal }),
    [api, server],
  );
  const prompts = useLoad(load);
  if (prompts.problem?.kind === "notFound") {
    return <Empty>This server has not been scanned yet, so its prompts are unknown. Scan it to see them.</Empty>;
  }
  return (
    <Show what="the prompts" of={prompts}>
      {view => <Loaded server={server} view={view} />}
    </Show>
  );
}

function Loaded({ server, view }: { server: string; view: Reply<"/api/servers/{server}/prompts", "get"> }) {
  const named = useNamedEntry([["name", view.items]]);
  if (named) {
    return <EntryPage server={server} tab="prompts" {...named} />;
  }
  return (
    <>
      <Taken snapshot={view.snapshot} at={view.at} stopped={view.stopped} />
      <h2>Prompts</h2>
      {view.items.length === 0 ? (
        <Empty>This server lists no prompts.</Empty>
      ) : (
        <Entries label="Prompts" server={server} tab="prompts" entries={view.items} id="name" />
      )}
    </>
  );
}
