import { useCallback } from "preact/hooks";
import { CursorPages, usePages } from "../../parts/cursor-pages";
import { Empty, Show } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useApi } from "../../session/session";
import { ToolLink } from "./inbox-table";
import { StateBadge } from "./state-badge";
import type { ListedApproval } from "./words";

const every = 10_000;
const pageSize = 50;

interface HistoryProps {
  state: string;
  grant: string;
  tool: string;
  order: string;
}

/** The approvals that wait no longer, page by page. */
export function History({ state, grant, tool, order }: HistoryProps) {
  const api = useApi();
  const load = useCallback(
    (cursor: string | null, signal: AbortSignal) =>
      api.get("/api/approvals", { query: { state, grant, tool, order: order || "newest", limit: pageSize, cursor }, signal }),
    [api, state, grant, tool, order],
  );
  const pages = usePages(load, every);
  return (
    <section>
      <h2>Decided and expired</h2>
      <Show what="earlier approvals" of={pages.loaded}>
        {({ items }) => {
          const ended = items.filter(each => each.state !== "pending");
          return (
            <>
              {ended.length === 0 ? (
                <Empty>{pages.isAlone ? "There is none." : "There is none on this page."}</Empty>
              ) : (
                <Table label="Approvals that were decided or have expired" rows={ended} columns={columns} keyOf={each => each.id} />
              )}
              <CursorPages pages={pages} label="earlier approvals" />
            </>
          );
        }}
      </Show>
    </section>
  );
}

const columns: Column<ListedApproval>[] = [
  { head: "Call", cell: ToolLink, isName: true },
  { head: "State", cell: each => <StateBadge state={each.state} /> },
  { head: "Who asked", cell: each => <Text value={each.grantLabel} fold={80} /> },
  { head: "Server", cell: each => <Text value={each.server} fold={80} /> },
  { head: "Asked", cell: each => <Time at={each.createdAt} /> },
  { head: "Decided", cell: Decided },
];

function Decided({ decision }: ListedApproval) {
  if (!decision) {
    return <span class="hint">by nobody</span>;
  }
  return (
    <>
      <Time at={decision.at} /> by <Text value={decision.by} fold={80} />
      {decision.reason && (
        <p class="hint">
          Reason: <Text value={decision.reason} fold={120} lines={4} />
        </p>
      )}
    </>
  );
}
