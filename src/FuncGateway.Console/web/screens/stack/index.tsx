import { useCallback, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { GrantCard } from "./grant-card";
import { isFiltering, matching, noFilter, type StackFilter, toolsOf } from "./model";
import { StackFilterFields } from "./stack-filter";

const grantsAtOnce = 20;

/** Everything that agents can call, and whether it adds up to a toxic flow. */
export default function Stack() {
  const api = useApi();
  const { query } = useLocation();
  const only = query.grant ?? "";
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = only === "" ? (cursors.at(-1) ?? "") : "";
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/stack", { query: only === "" ? { limit: grantsAtOnce, cursor } : { grant: only }, signal }),
    [api, only, cursor],
  );
  const stack = useLoad(load);
  const [filter, setFilter] = useState<StackFilter>(noFilter);
  // Which grants a person has opened or closed. Kept here: the filter takes cards away and brings them back.
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({});

  return (
    <>
      <h1>Stack</h1>
      <p class="hint">What each live grant can call, judged by the newest snapshot of each server: the best answer that a call can get.</p>
      {only !== "" && (
        <p>
          One grant is shown. <a href="/ui/stack">Show all grants</a>
        </p>
      )}
      <StackFilterFields filter={filter} onChange={setFilter} />
      <Show what="the stack" of={stack}>
        {page => {
          const grants = page.items.filter(grant => !isFiltering(filter) || matching(toolsOf(grant), filter).length > 0);
          return (
            <>
              {page.items.length === 0 ? (
                <Empty>
                  There is no live grant, so agents can call nothing. <a href="/ui/grants">Grants</a>
                </Empty>
              ) : (
                <p role="status" class="hint">
                  {grants.length === page.items.length
                    ? `${grants.length} ${grants.length === 1 ? "grant" : "grants"} on this page`
                    : `${grants.length} of ${page.items.length} grants on this page match`}
                </p>
              )}
              {grants.map(grant => (
                <GrantCard
                  key={grant.grant}
                  grant={grant}
                  filter={filter}
                  open={opened[grant.grant] ?? page.items.length === 1}
                  onToggle={open => setOpened(current => ({ ...current, [grant.grant]: open }))}
                />
              ))}
              {(cursors.length > 0 || page.cursor) && only === "" && (
                <nav class="pages" aria-label="Pages of grants">
                  <button type="button" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                    Newer grants
                  </button>
                  <button type="button" disabled={!page.cursor} onClick={() => page.cursor && setCursors([...cursors, page.cursor])}>
                    Older grants
                  </button>
                </nav>
              )}
            </>
          );
        }}
      </Show>
      <CommandLine command={fgw.stack()} />
    </>
  );
}
